package dev.gantry.providers.ssh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.gantry.providers.host.Command;
import dev.gantry.providers.host.Content;
import dev.gantry.providers.host.Remote;
import dev.gantry.providers.host.RemoteException;
import dev.gantry.resources.address.HostName;
import dev.gantry.resources.kinds.node.HostKeySpec;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Machines behind jump hosts, all of them servers in this process. */
final class JumpHostsTest {
  private static final HostName CP_1 = new HostName("cp-1");
  private static final HostName CP_2 = new HostName("cp-2");
  private static final HostName CP_3 = new HostName("cp-3");
  private static final HostKeySpec ACCEPT_NEW =
      new HostKeySpec(HostKeySpec.Policy.ACCEPT_NEW, Optional.empty(), Optional.empty());

  @TempDir private Path home;
  private TestServer target;
  private TestServer first;
  private TestServer second;
  private String targetKey;
  private String jumpKey;
  private Fleet fleet;

  @BeforeEach
  void setUp() throws Exception {
    target = new TestServer(TestServer.ED25519).letting(TestServer.RSA).start();
    first =
        new TestServer(TestServer.OTHER_ED25519).letting(TestServer.ED25519).forwarding().start();
    second = new TestServer(TestServer.RSA).letting(TestServer.ED25519).forwarding().start();
    targetKey = TestServer.save(TestServer.RSA, home.resolve("target")).toString();
    jumpKey = TestServer.save(TestServer.ED25519, home.resolve("jump")).toString();
    fleet = new Fleet(home).at(target.port()).withKey(targetKey);
  }

  @AfterEach
  void tearDown() throws Exception {
    fleet.close();
    target.close();
    first.close();
    second.close();
  }

  @Test
  void manyNodesShareOneConnectionToAChainOfJumpHosts() throws Exception {
    fleet.through(first.port(), jumpKey, ACCEPT_NEW).through(second.port(), jumpKey, ACCEPT_NEW);
    fleet.having("cp-1", "127.0.0.1").having("cp-2", "localhost").having("cp-3", "127.0.0.1");
    SshRemotes remotes = fleet.open();
    List<Callable<Integer>> calls =
        List.of(CP_1, CP_2, CP_3).stream()
            .<Callable<Integer>>map(host -> () -> remotes.on(host).run(Command.of("true")).exit())
            .toList();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      assertThat(threads.invokeAll(calls).stream().map(Future::resultNow)).containsOnly(0);
    }
    assertThat(first.connections).hasValue(1);
    assertThat(second.connections).hasValue(1);
    assertThat(target.connections).hasValue(3);
  }

  @Test
  void muchDataPasses() throws Exception {
    Remote remote = fleet.through(first.port(), jumpKey, ACCEPT_NEW).open().on(CP_1);
    int size = 64 << 20;
    var content = new Content.LocalFile(Files.write(home.resolve("zeros"), new byte[size]));
    assertThat(remote.run(Command.of("wc", "-c").reading(content)).stdout().strip())
        .isEqualTo("" + size);
  }

  @Test
  void aFirstContactIsKeptAndStrictEverAfter() throws Exception {
    fleet.through(first.port(), jumpKey, ACCEPT_NEW);
    fleet.open().on(CP_1).run(Command.of("true"));
    assertThat(home.resolve(".ssh/known_hosts"))
        .content()
        .isEqualTo(
            "[127.0.0.1]:%d %s\n"
                .formatted(first.port(), TestServer.line(TestServer.OTHER_ED25519)));
    int port = first.port();
    first.close();
    first = new TestServer(TestServer.RSA).letting(TestServer.ED25519).forwarding().startOn(port);

    RemoteException refused = failure(fleet.open().on(CP_1));

    assertThat(refused.diagnostic().code()).isEqualTo("host-key-changed");
    assertThat(refused.diagnostic().summary()).contains("jump host 127.0.0.1");
    assertThat(refused.diagnostic().detail())
        .contains("spec.ssh.jump[0].hostKey.key")
        .contains("Node/cp-1");
    assertThat(refused.diagnostic().where().host()).contains("cp-1");
    assertThat(first.logins).hasValue(0);
  }

  @Test
  void aFirstContactThatCannotBeKeptIsRefused() throws Exception {
    HostKeySpec elsewhere =
        new HostKeySpec(
            HostKeySpec.Policy.ACCEPT_NEW,
            Optional.empty(),
            Optional.of("/proc/no/such/folder/known_hosts"));
    RemoteException refused =
        failure(fleet.through(first.port(), jumpKey, elsewhere).open().on(CP_1));
    assertThat(refused.diagnostic().code()).isEqualTo("host-key-not-kept");
    assertThat(target.connections).hasValue(0);
  }

  @Test
  void aStrictJumpHostIsNotTrustedOnFirstContact() {
    HostKeySpec strict =
        new HostKeySpec(HostKeySpec.Policy.STRICT, Optional.empty(), Optional.empty());
    RemoteException refused = failure(fleet.through(first.port(), jumpKey, strict).open().on(CP_1));
    assertThat(refused.diagnostic().code()).isEqualTo("host-key-unknown");
    assertThat(first.logins).hasValue(0);
  }

  @Test
  void aLostJumpHostIsConnectedToAgain() throws Exception {
    fleet.through(first.port(), jumpKey, ACCEPT_NEW).through(second.port(), jumpKey, ACCEPT_NEW);
    Remote remote = fleet.open().on(CP_1);
    remote.run(Command.of("true"));
    first.cut();
    assertThat(remote.run(Command.of("echo", "again")).stdout()).isEqualTo("again\n");
    assertThat(first.connections).hasValue(2);
    assertThat(target.connections).hasValue(2);
  }

  @Test
  void aDeadJumpHostIsNamedAndCostsOneWait() throws Exception {
    int nobody = unusedPort();
    fleet.through(nobody, jumpKey, ACCEPT_NEW);
    SshRemotes remotes = fleet.having("cp-1", "127.0.0.1").having("cp-2", "127.0.0.1").open();
    RemoteException one = failure(remotes.on(CP_1));
    long start = System.nanoTime();
    RemoteException two = failure(remotes.on(CP_2));
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofMillis(500));
    assertThat(one.diagnostic().summary()).isEqualTo("jump host 127.0.0.1 cannot be reached");
    assertThat(one.diagnostic().detail()).contains("port " + nobody).contains("Node/cp-1");
    assertThat(one.retryable()).isTrue();
    assertThat(two.diagnostic().detail()).contains("Node/cp-2").doesNotContain("Node/cp-1");
    assertThat(two.diagnostic().where().host()).contains("cp-2");
  }

  @Test
  void aMachineThatIsDownBehindItsJumpHostIsToldWithItsWay() throws Exception {
    fleet.at(unusedPort()).through(first.port(), jumpKey, ACCEPT_NEW);
    RemoteException failure = failure(fleet.open().on(CP_1));
    assertThat(failure.diagnostic().code()).isEqualTo("unreachable");
    assertThat(failure.diagnostic().summary()).isEqualTo("host cp-1 cannot be reached");
    assertThat(failure.diagnostic().detail()).contains("through jump host 127.0.0.1 failed");
  }

  @Test
  void aJumpHostThatForwardsNothingIsTold() throws Exception {
    TestServer closed = new TestServer(TestServer.ED25519).letting(TestServer.ED25519).start();
    try (closed) {
      RemoteException failure =
          failure(fleet.through(closed.port(), jumpKey, ACCEPT_NEW).open().on(CP_1));
      assertThat(failure.diagnostic().detail())
          .contains("jump host 127.0.0.1 does not allow it (AllowTcpForwarding");
    }
  }

  @Test
  void everyHopIsToldOnRequest() throws Exception {
    var lines = new ConcurrentLinkedQueue<String>();
    fleet.through(first.port(), jumpKey, ACCEPT_NEW).telling((host, what) -> lines.add(what));
    fleet.open().on(CP_1).run(Command.of("true"));
    assertThat(String.join("\n", lines))
        .containsSubsequence(
            "connecting to 127.0.0.1 port " + first.port() + " as jumper",
            "kept the key of jump host 127.0.0.1 in ~/.ssh/known_hosts",
            "through jump host 127.0.0.1 to 127.0.0.1 port " + target.port());
  }

  private static RemoteException failure(Remote remote) {
    return catchThrowableOfType(RemoteException.class, () -> remote.run(Command.of("true")));
  }

  private static int unusedPort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }
}
