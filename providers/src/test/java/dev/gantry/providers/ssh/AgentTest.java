package dev.gantry.providers.ssh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.gantry.providers.host.Command;
import dev.gantry.providers.host.RemoteException;
import dev.gantry.resources.address.HostName;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyPair;
import java.security.PublicKey;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Logins by the keys of a real ssh-agent. */
final class AgentTest {
  private static final Path AGENT = Path.of("/usr/bin/ssh-agent");

  private static final HostName CP_1 = new HostName("cp-1");

  @TempDir private Path home;
  private Process agent;
  private Path socket;

  @BeforeEach
  void setUp() throws Exception {
    assumeTrue(Files.exists(AGENT), "skipped: there is no ssh-agent on this machine");
    socket = home.resolve("agent");
    agent =
        new ProcessBuilder(AGENT.toString(), "-D", "-a", socket.toString())
            .redirectErrorStream(true)
            .start();
    while (!Files.exists(socket) && agent.isAlive()) {
      Thread.onSpinWait();
    }
  }

  @AfterEach
  void tearDown() {
    agent.destroy();
  }

  @Test
  void theAgentsKeysAreTried() throws Exception {
    for (KeyPair user : List.of(TestServer.RSA, TestServer.ED25519)) {
      add(user);
      try (TestServer server = new TestServer(TestServer.ED25519).letting(user).start();
          Fleet fleet = new Fleet(home).at(server.port()).withAgent(socket)) {
        assertThat(fleet.open().on(CP_1).run(Command.of("true")).ok()).isTrue();
      }
    }
  }

  @Test
  void aRefusalTellsThatTheAgentWasAsked() throws Exception {
    try (TestServer server =
            new TestServer(TestServer.ED25519).letting(TestServer.OTHER_ED25519).start();
        Fleet fleet = new Fleet(home).at(server.port()).withAgent(socket)) {
      RemoteException failure =
          catchThrowableOfType(
              RemoteException.class, () -> fleet.open().on(CP_1).run(Command.of("true")));
      assertThat(failure.diagnostic().detail()).contains("the ssh-agent has none");
    }
  }

  @Test
  void thePublicKeyFileChoosesAmongTheAgentsKeys() throws Exception {
    add(TestServer.OTHER_ED25519);
    add(TestServer.RSA);
    Files.writeString(home.resolve("chosen.pub"), TestServer.line(TestServer.RSA));
    try (TestServer server = new TestServer(TestServer.ED25519).letting(TestServer.RSA).start();
        Fleet fleet = new Fleet(home).at(server.port()).withAgent(socket)) {
      for (String name : List.of("chosen.pub", "chosen")) {
        server.logins.set(0);
        assertThat(fleet.withKey(name).open().on(CP_1).run(Command.of("true")).ok()).isTrue();
        assertThat(server.offered)
            .as("only the chosen key is shown")
            .containsOnly(TestServer.line(TestServer.RSA));
      }
    }
  }

  @Test
  void anEncryptedKeyIsTheAgentsToUse() throws Exception {
    add(TestServer.ED25519);
    Path file = TestServer.save(TestServer.ED25519, home.resolve("key"));
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    Tool.run(home, "ssh-keygen", "-q", "-p", "-N", "secret", "-f", "key");
    Files.writeString(home.resolve("key.pub"), TestServer.line(TestServer.ED25519));
    try (TestServer server =
            new TestServer(TestServer.ED25519).letting(TestServer.ED25519).start();
        Fleet fleet = new Fleet(home).at(server.port()).withAgent(socket).withKey("key")) {
      assertThat(fleet.open().on(CP_1).run(Command.of("true")).ok()).isTrue();
      Tool.run(home, Map.of("SSH_AUTH_SOCK", socket.toString()), "ssh-add", "-q", "-D");
      RemoteException failure =
          catchThrowableOfType(
              RemoteException.class, () -> fleet.open().on(CP_1).run(Command.of("true")));
      assertThat(failure.diagnostic().detail())
          .contains("It is encrypted, and no passphrase is configured")
          .contains("ssh-agent");
    }
  }

  @Test
  void certificatesOfTheAgentAndBesideItsKeysLogIn() throws Exception {
    Tool.run(home, "ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", "ca");
    Tool.run(home, "ssh-keygen", "-q", "-t", "rsa", "-N", "", "-f", "key");
    Tool.run(home, "ssh-keygen", "-q", "-s", "ca", "-I", "test", "-n", "root", "key.pub");
    Tool.run(home, Map.of("SSH_AUTH_SOCK", socket.toString()), "ssh-add", "-q", "key");
    PublicKey authority = PublicKeys.parse(Files.readString(home.resolve("ca.pub"))).orElseThrow();
    try (TestServer server = new TestServer(TestServer.ED25519).lettingSignedBy(authority).start();
        Fleet fleet = new Fleet(home).at(server.port()).withAgent(socket)) {
      assertThat(fleet.open().on(CP_1).run(Command.of("true")).ok()).isTrue();
      Tool.run(home, Map.of("SSH_AUTH_SOCK", socket.toString()), "ssh-add", "-q", "-D");
      Tool.run(home, Map.of("SSH_AUTH_SOCK", socket.toString()), "ssh-add", "-q", "key");
      assertThat(fleet.withKey("key.pub").open().on(CP_1).run(Command.of("true")).ok()).isTrue();
    }
  }

  private void add(KeyPair key) throws Exception {
    Path file = TestServer.save(key, home.resolve("added"));
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    ProcessBuilder add = new ProcessBuilder("ssh-add", "-q", file.toString());
    add.environment().put("SSH_AUTH_SOCK", socket.toString());
    assertThat(add.inheritIO().start().waitFor()).isZero();
  }
}
