package dev.gantry.providers.ssh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.gantry.providers.host.Command;
import dev.gantry.providers.host.CommandResult;
import dev.gantry.providers.host.Remote;
import dev.gantry.providers.host.RemoteException;
import dev.gantry.resources.address.HostName;
import dev.gantry.resources.kinds.node.HostKeySpec;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Machines behind a SOCKS5 proxy in this process. */
final class ProxyTest {
  private static final HostName CP_1 = new HostName("cp-1");

  @TempDir private Path home;
  private TestServer server;
  private SocksServer proxy;
  private Fleet fleet;

  @BeforeEach
  void setUp() throws Exception {
    server = new TestServer(TestServer.ED25519).letting(TestServer.RSA).start();
    proxy = new SocksServer(Optional.of("gantry:right"));
    Path key = TestServer.save(TestServer.RSA, home.resolve("key"));
    fleet = new Fleet(home).at(server.port()).withKey(key.toString());
  }

  @AfterEach
  void tearDown() throws Exception {
    fleet.close();
    proxy.close();
    server.close();
  }

  @Test
  void theProxyLooksUpNamesAndWantsItsPassword() throws Exception {
    fleet.to("cp-1.inside").by(proxy.url(), "gantry", "right");
    assertThat(fleet.open().on(CP_1).run(Command.of("echo", "in")).stdout()).isEqualTo("in\n");
    assertThat(proxy.asked).containsExactly("cp-1.inside");
  }

  @Test
  void aWrongPasswordIsToldAndNothingOfIt() {
    RemoteException refused = failure(fleet.by(proxy.url(), "gantry", "wrong"));
    assertThat(refused.diagnostic().code()).isEqualTo("proxy-login-refused");
    assertThat(refused.diagnostic().detail())
        .contains(proxy.url())
        .contains("it refused the user or the password")
        .contains("spec.proxy.password of Node/cp-1")
        .doesNotContain("wrong");
    assertThat(refused.retryable()).isFalse();
    assertThat(server.connections).hasValue(0);
  }

  @Test
  void aMissingLoginIsTold() {
    RemoteException refused = failure(fleet.by(proxy.url()));
    assertThat(refused.diagnostic().code()).isEqualTo("proxy-login-refused");
    assertThat(refused.diagnostic().detail()).contains("it wants a user and password");
  }

  @Test
  void aProxyThatWantsNoLoginIsPassed() throws Exception {
    try (SocksServer open = new SocksServer(Optional.empty())) {
      fleet.by(open.url());
      assertThat(fleet.open().on(CP_1).run(Command.of("true")).exit()).isZero();
      assertThat(open.asked).containsExactly("127.0.0.1");
    }
  }

  @Test
  void theProxyComesBeforeTheFirstJumpHost() throws Exception {
    TestServer jump =
        new TestServer(TestServer.RSA).letting(TestServer.ED25519).forwarding().start();
    String key = TestServer.save(TestServer.ED25519, home.resolve("jump")).toString();
    HostKeySpec trust =
        new HostKeySpec(HostKeySpec.Policy.ACCEPT_NEW, Optional.empty(), Optional.empty());
    try (jump) {
      fleet.by(proxy.url(), "gantry", "right").through(jump.port(), key, trust);
      assertThat(fleet.open().on(CP_1).run(Command.of("true")).exit()).isZero();
      assertThat(proxy.asked).hasSize(1);
      assertThat(jump.connections).hasValue(1);
    }
  }

  @Test
  void aLinkThatDiedIsNoticed() throws Exception {
    Path started = home.resolve("started");
    fleet.by(proxy.url(), "gantry", "right").silentFor("2s");
    Remote remote = fleet.open().on(CP_1);
    Command slow = Command.script("echo >\"$1\"; sleep 60; echo late", List.of(started.toString()));
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<CommandResult> running = threads.submit(() -> remote.run(slow));
      while (!Files.exists(started)) {
        Thread.onSpinWait();
      }
      long cut = System.nanoTime();
      proxy.swallow();
      assertThat(catchThrowable(running::get))
          .cause()
          .isInstanceOfSatisfying(
              RemoteException.class,
              e -> assertThat(e.diagnostic().code()).isEqualTo("connection-lost"));
      assertThat(Duration.ofNanos(System.nanoTime() - cut)).isLessThan(Duration.ofSeconds(20));
    }
  }

  @Test
  void aLongCommandIsNoSilence() throws Exception {
    fleet.by(proxy.url(), "gantry", "right").silentFor("1s");
    Command slow = Command.script("sleep 4; echo done", List.of());
    assertThat(fleet.open().on(CP_1).run(slow).stdout()).isEqualTo("done\n");
  }

  @Test
  void aProxyThatIsDownIsNamed() throws Exception {
    String url = proxy.url();
    proxy.close();
    RemoteException failure = failure(fleet.by(url));
    assertThat(failure.diagnostic().code()).isEqualTo("unreachable");
    assertThat(failure.diagnostic().detail())
        .contains("by the proxy " + url)
        .contains("the proxy cannot be reached: Connection refused");
  }

  @Test
  void whatIsNoProxyIsTold() throws Exception {
    try (ServerSocket other = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      Thread.ofVirtual()
          .start(
              () -> {
                try (var client = other.accept()) {
                  client
                      .getOutputStream()
                      .write("HTTP/1.1 400\r\n".getBytes(StandardCharsets.US_ASCII));
                  client.getInputStream().readAllBytes();
                } catch (IOException e) {
                  throw new UncheckedIOException(e);
                }
              });
      RemoteException failure = failure(fleet.by("socks5://127.0.0.1:" + other.getLocalPort()));
      assertThat(failure.diagnostic().detail()).contains("the proxy does not speak SOCKS5");
    }
  }

  private static RemoteException failure(Fleet fleet) {
    return catchThrowableOfType(
        RemoteException.class, () -> fleet.open().on(CP_1).run(Command.of("true")));
  }
}
