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
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Logins by the keys of a real ssh-agent. */
final class AgentTest {
  private static final Path AGENT = Path.of("/usr/bin/ssh-agent");

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
        assertThat(fleet.open().on(new HostName("cp-1")).run(Command.of("true")).ok()).isTrue();
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
              RemoteException.class,
              () -> fleet.open().on(new HostName("cp-1")).run(Command.of("true")));
      assertThat(failure.diagnostic().detail()).contains("the agent's keys");
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
