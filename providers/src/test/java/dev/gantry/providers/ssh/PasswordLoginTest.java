package dev.gantry.providers.ssh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.gantry.providers.host.Command;
import dev.gantry.providers.host.Remote;
import dev.gantry.providers.host.RemoteException;
import dev.gantry.resources.address.HostName;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Logins by password, as such and where the machine asks for it in words. */
final class PasswordLoginTest {
  private static final HostName CP_1 = new HostName("cp-1");

  @TempDir private Path home;
  private TestServer server;

  @BeforeEach
  void setUp() {
    server = new TestServer(TestServer.ED25519);
  }

  @AfterEach
  void tearDown() throws Exception {
    server.close();
  }

  @Test
  void aQuestionForThePasswordIsAnswered() throws Exception {
    for (String prompt : List.of("Password: ", "root@cp-1's password: ", "Passwort: ")) {
      try (TestServer asking = new TestServer(TestServer.ED25519);
          Fleet fleet = new Fleet(home).withPassword("hunter2")) {
        fleet.at(asking.asking("hunter2", prompt).start().port());
        assertThat(fleet.open().on(CP_1).run(Command.of("true")).ok()).isTrue();
      }
    }
  }

  @Test
  void aWrongAnswerIsToldAsRefused() throws Exception {
    server.asking("hunter2", "Password: ").start();
    assertThat(failure("wrong").diagnostic().detail()).contains("keyboard-interactive: refused");
    assertThat(server.logins).hasValue(1);
  }

  @Test
  void anyOtherQuestionIsNamedAndNotAnswered() throws Exception {
    server.asking("hunter2", "Verification code: ").start();
    RemoteException failure = failure("hunter2");
    assertThat(failure.diagnostic().code()).isEqualTo("login-refused");
    assertThat(failure.diagnostic().detail())
        .contains("it asks \"Verification code:\"")
        .doesNotContain("hunter2");
    assertThat(server.logins).hasValue(0);
    assertThat(server.connections).hasValue(1);
  }

  @Test
  void neitherAOneTimeNorANewPasswordIsThePassword() throws Exception {
    for (String prompt :
        List.of("One-time password (OATH) for root: ", "New password: ", "Current password: ")) {
      try (TestServer asking = new TestServer(TestServer.ED25519)) {
        asking.asking("hunter2", prompt).start();
        assertThat(failure(asking, "hunter2").diagnostic().detail()).contains(prompt.strip());
        assertThat(asking.logins).hasValue(0);
      }
    }
  }

  @Test
  void aWrongPasswordIsSentOnceThoughTheMachineWouldAskForIt() throws Exception {
    server.asking("hunter2", "Password: ").lettingPassword("hunter2").start();
    RemoteException failure = failure("wrong");
    assertThat(failure.retryable()).isFalse();
    assertThat(failure.diagnostic().detail())
        .contains("the password: refused")
        .doesNotContain("wrong");
    assertThat(server.asked).hasValue(0);
    assertThat(server.logins).hasValue(1);
    assertThat(server.connections).hasValue(1);
  }

  @Test
  void aRefusedLoginIsNotTriedAgainByTheNextCommandEither() throws Exception {
    server.lettingPassword("hunter2").start();
    try (Fleet fleet = new Fleet(home).at(server.port()).withPassword("wrong")) {
      Remote remote = fleet.open().on(CP_1);
      for (int command = 0; command < 3; command++) {
        assertThat(
                catchThrowableOfType(RemoteException.class, () -> remote.run(Command.of("true"))))
            .isNotNull();
      }
    }
    assertThat(server.connections).hasValue(1);
    assertThat(server.logins).hasValue(1);
  }

  @Test
  void whereNoPasswordIsConfiguredNobodyIsAsked() throws Exception {
    server.asking("hunter2", "Password: ").start();
    try (Fleet fleet = new Fleet(home).at(server.port())) {
      RemoteException failure =
          catchThrowableOfType(
              RemoteException.class, () -> fleet.open().on(CP_1).run(Command.of("true")));
      assertThat(failure.diagnostic().detail())
          .contains("no private key")
          .doesNotContain("it asks");
    }
    assertThat(server.asked).hasValue(0);
  }

  @Test
  void whatIsToldHasNoSecret() throws Exception {
    server.lettingPassword("hunter2").start();
    Transcript told = new Transcript();
    try (Fleet fleet = new Fleet(home).at(server.port()).withPassword("hunter2").telling(told)) {
      fleet.open().on(CP_1).run(Command.of("true"));
    }
    assertThat(told.text()).contains("login: let in by the password").doesNotContain("hunter2");
  }

  private RemoteException failure(String password) {
    return failure(server, password);
  }

  private RemoteException failure(TestServer asked, String password) {
    try (Fleet fleet = new Fleet(home).at(asked.port()).withPassword(password)) {
      return catchThrowableOfType(
          RemoteException.class, () -> fleet.open().on(CP_1).run(Command.of("true")));
    }
  }
}
