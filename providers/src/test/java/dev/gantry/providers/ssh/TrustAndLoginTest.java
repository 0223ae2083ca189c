package dev.gantry.providers.ssh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.gantry.engine.probe.HostReading;
import dev.gantry.engine.probe.ProbeRequest;
import dev.gantry.providers.host.Command;
import dev.gantry.providers.host.Remote;
import dev.gantry.providers.host.RemoteException;
import dev.gantry.providers.host.RemoteReader;
import dev.gantry.resources.address.HostName;
import dev.gantry.resources.kinds.node.HostKeySpec.Policy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.apache.sshd.certificate.OpenSshCertificateBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whom Gantry trusts, and how it logs in. */
final class TrustAndLoginTest {
  private static final HostName CP_1 = new HostName("cp-1");

  @TempDir private Path home;
  private TestServer server;
  private Fleet fleet;

  @BeforeEach
  void setUp() throws Exception {
    server = new TestServer(TestServer.RSA, TestServer.ED25519).letting(TestServer.RSA).start();
    Path key = TestServer.save(TestServer.RSA, home.resolve("key"));
    fleet = new Fleet(home).at(server.port()).withKey(key.toString());
  }

  @AfterEach
  void tearDown() throws Exception {
    fleet.close();
    server.close();
  }

  @Test
  void firstContactIsAcceptedAndTold() throws Exception {
    Remote remote = fleet.open().on(CP_1);
    assertThat(remote.hostKey()).isEmpty();
    remote.run(Command.of("true"));
    assertThat(remote.hostKey()).isPresent();
  }

  @Test
  void theKeyTypeThatIsPinnedIsTheOneAskedFor() throws Exception {
    for (var key : List.of(TestServer.RSA, TestServer.ED25519)) {
      Remote remote = fleet.recording(TestServer.line(key)).open().on(CP_1);
      remote.run(Command.of("true"));
      assertThat(remote.hostKey()).contains(TestServer.line(key));
    }
  }

  @Test
  void aChangedKeyStopsTheHostBeforeTheLogin() {
    fleet.recording(TestServer.line(TestServer.OTHER_ED25519));
    RemoteException failure = failure();
    assertThat(failure.retryable()).isFalse();
    assertThat(failure.diagnostic().code()).isEqualTo("host-key-changed");
    assertThat(failure.diagnostic().detail())
        .contains(PublicKeys.fingerprint(TestServer.ED25519.getPublic()))
        .contains(PublicKeys.fingerprint(TestServer.OTHER_ED25519.getPublic()))
        .contains("the state")
        .contains("spec.ssh.hostKey.key");
    assertThat(server.logins).hasValue(0);
    assertThat(server.connections).hasValue(1);
  }

  @Test
  void aKeyThatChangesWithinARunIsRefused() throws Exception {
    Remote remote = fleet.open().on(CP_1);
    remote.run(Command.of("true"));
    int port = server.port();
    server.close();
    server = new TestServer(TestServer.OTHER_ED25519).letting(TestServer.RSA).startOn(port);
    RemoteException failure =
        catchThrowableOfType(RemoteException.class, () -> remote.run(Command.of("true")));
    assertThat(failure.diagnostic().code()).isEqualTo("host-key-changed");
  }

  @Test
  void theConfigurationsKeyHasTheLastWord() throws Exception {
    fleet
        .recording(TestServer.line(TestServer.OTHER_ED25519))
        .trusting(Policy.PIN, Optional.of(TestServer.line(TestServer.ED25519)));
    assertThat(fleet.open().on(CP_1).run(Command.of("true")).ok()).isTrue();
  }

  @Test
  void strictWantsAKnownKey() throws Exception {
    fleet.trusting(Policy.STRICT, Optional.empty());
    assertThat(failure().diagnostic().code()).isEqualTo("host-key-unknown");
    knownHosts("[127.0.0.1]:" + server.port() + " " + TestServer.line(TestServer.ED25519));
    assertThat(fleet.open().on(CP_1).run(Command.of("true")).ok()).isTrue();
  }

  @Test
  void knownHostsThatSayAnotherKeyStopTheHost() throws Exception {
    knownHosts("[127.0.0.1]:" + server.port() + " " + TestServer.line(TestServer.OTHER_ED25519));
    assertThat(failure().diagnostic().detail()).contains("known_hosts:1");
  }

  @Test
  void aRevokedKeyIsRefused() throws Exception {
    knownHosts(
        "@revoked * " + TestServer.line(TestServer.ED25519),
        "@revoked * " + TestServer.line(TestServer.RSA));
    assertThat(failure().diagnostic().code()).isEqualTo("host-key-revoked");
  }

  @Test
  void aCertificateByAKnownAuthorityProvesTheMachineAndIsPinned() throws Exception {
    startCertified(host -> host.principals(List.of("127.0.0.1")));
    authorityIs("[127.0.0.1]:" + server.port());
    Remote remote = fleet.trusting(Policy.STRICT, Optional.empty()).open().on(CP_1);
    remote.run(Command.of("true"));
    assertThat(remote.hostKey())
        .contains("@cert-authority " + TestServer.line(TestServer.OTHER_ED25519));
    fleet.recording(remote.hostKey().orElseThrow());
    assertThat(fleet.open().on(CP_1).run(Command.of("true")).ok()).isTrue();
  }

  @Test
  void aMachineWithACertificateOfNoInterestShowsItsKey() throws Exception {
    startCertified(host -> host.principals(List.of("somebody")));
    for (var key : List.of(TestServer.RSA, TestServer.ED25519)) {
      Remote remote = fleet.recording(TestServer.line(key)).open().on(CP_1);
      assertThat(remote.run(Command.of("true")).ok()).isTrue();
    }
  }

  @Test
  void aCertificateForAnotherNameOrTimeIsRefusedBeforeTheLogin() throws Exception {
    for (UnaryOperator<OpenSshCertificateBuilder> bad :
        List.<UnaryOperator<OpenSshCertificateBuilder>>of(
            host -> host.principals(List.of("10.0.0.9")),
            host ->
                host.principals(List.of("127.0.0.1")).validBefore(Instant.EPOCH.plusSeconds(9)))) {
      startCertified(bad);
      authorityIs("[127.0.0.1]:" + server.port());
      RemoteException failure = failure();
      assertThat(failure.diagnostic().code()).isEqualTo("host-certificate-refused");
      assertThat(failure.retryable()).isFalse();
      assertThat(server.logins).hasValue(0);
      assertThat(server.connections).hasValue(1);
    }
  }

  @Test
  void aKeyWithoutACertificateIsRefusedWhereAnAuthorityIsKnown() throws Exception {
    authorityIs("[127.0.0.1]:" + server.port());
    assertThat(failure().diagnostic().code()).isEqualTo("host-key-uncertified");
    assertThat(server.logins).hasValue(0);
  }

  private void startCertified(UnaryOperator<OpenSshCertificateBuilder> kind) throws Exception {
    server.close();
    OpenSshCertificateBuilder host =
        OpenSshCertificateBuilder.hostCertificate()
            .publicKey(TestServer.ED25519.getPublic())
            .id("cp-1");
    server =
        new TestServer(TestServer.RSA, TestServer.ED25519)
            .certified(kind.apply(host).sign(TestServer.OTHER_ED25519))
            .letting(TestServer.RSA)
            .start();
    fleet.at(server.port());
  }

  private void authorityIs(String hosts) throws Exception {
    knownHosts("@cert-authority " + hosts + " " + TestServer.line(TestServer.OTHER_ED25519));
  }

  @Test
  void aRefusedLoginIsNotTriedAgain() throws Exception {
    Path key = TestServer.save(TestServer.OTHER_ED25519, home.resolve("other"));
    fleet.withKey(key.toString());
    RemoteException failure = failure();
    assertThat(failure.retryable()).isFalse();
    assertThat(failure.diagnostic().code()).isEqualTo("login-refused");
    assertThat(failure.diagnostic().detail()).contains("other").contains("authorized_keys");
    assertThat(server.connections).hasValue(1);
  }

  @Test
  void aMissingKeyFileIsNamed() {
    fleet.withKey("~/nowhere");
    assertThat(failure().diagnostic().detail()).contains("no such file");
    assertThat(server.connections).hasValue(0);
  }

  @Test
  void theUsualKeysAreTried() throws Exception {
    Files.createDirectories(home.resolve(".ssh"));
    TestServer.save(TestServer.OTHER_ED25519, home.resolve(".ssh/id_ed25519"));
    TestServer.save(TestServer.RSA, home.resolve(".ssh/id_rsa"));
    Fleet usual = new Fleet(home).at(server.port());
    try (SshRemotes remotes = usual.open()) {
      assertThat(remotes.on(CP_1).run(Command.of("true")).ok()).isTrue();
    }
  }

  @Test
  void aPasswordComesFromItsSecretSource() throws Exception {
    server.lettingPassword("hunter2");
    try (Fleet wrong = new Fleet(home).at(server.port()).withPassword("wrong")) {
      RemoteException failure =
          catchThrowableOfType(
              RemoteException.class, () -> wrong.open().on(CP_1).run(Command.of("true")));
      assertThat(failure.diagnostic().detail()).contains("the password").doesNotContain("wrong");
    }
    try (Fleet right = new Fleet(home).at(server.port()).withPassword("hunter2")) {
      assertThat(right.open().on(CP_1).run(Command.of("true")).ok()).isTrue();
    }
  }

  @Test
  void aServerThatIsNotThereIsTriedAgainThenTold() throws Exception {
    int port = server.port();
    server.close();
    RemoteException failure = failure();
    assertThat(failure.diagnostic().code()).isEqualTo("unreachable");
    assertThat(failure.diagnostic().detail()).contains("port " + port);
    assertThat(failure.retryable()).isTrue();
    server = new TestServer(TestServer.ED25519).start();
  }

  @Test
  void aConnectionThatIsDroppedEarlyIsTriedAgain() throws Exception {
    server.dropping(2);

    assertThat(fleet.open().on(CP_1).run(Command.of("true")).ok()).isTrue();

    assertThat(server.connections).hasValue(3);
  }

  @Test
  void aSilentHostIsReportedNotThrown() throws Exception {
    server.close();
    HostReading reading = new RemoteReader(fleet.open()).read(CP_1, ProbeRequest.identityOnly());
    assertThat(reading).isInstanceOf(HostReading.Silent.class);
    server = new TestServer(TestServer.ED25519).start();
  }

  private RemoteException failure() {
    Remote remote = fleet.open().on(CP_1);
    return catchThrowableOfType(RemoteException.class, () -> remote.run(Command.of("true")));
  }

  private void knownHosts(String... lines) throws Exception {
    Files.createDirectories(home.resolve(".ssh"));
    Files.write(home.resolve(".ssh/known_hosts"), List.of(lines));
  }
}
