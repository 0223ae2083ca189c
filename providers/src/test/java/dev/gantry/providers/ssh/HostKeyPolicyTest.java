package dev.gantry.providers.ssh;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gantry.providers.host.Machine;
import dev.gantry.resources.address.HostName;
import dev.gantry.resources.kind.SpecReader;
import dev.gantry.resources.kinds.node.SshSpec;
import dev.gantry.resources.value.Value;
import java.security.KeyPair;
import java.security.PublicKey;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.sshd.certificate.OpenSshCertificateBuilder;
import org.junit.jupiter.api.Test;

final class HostKeyPolicyTest {
  private static final List<String> SUPPORTED =
      List.of(
          "ssh-ed25519-cert-v01@openssh.com",
          "ecdsa-sha2-nistp256",
          "ssh-ed25519",
          "rsa-sha2-512",
          "rsa-sha2-256");
  private static final String CERTIFICATE = "ssh-ed25519-cert-v01@openssh.com";

  @Test
  void knownTypesAreAskedForFirstAndTheOthersStay() {
    assertThat(policy(own(TestServer.RSA)).order(SUPPORTED))
        .containsExactly("rsa-sha2-512", "rsa-sha2-256", "ecdsa-sha2-nistp256", "ssh-ed25519");
    assertThat(policy(own(TestServer.ED25519)).order(SUPPORTED))
        .startsWith("ssh-ed25519")
        .hasSize(4);
  }

  @Test
  void certificatesAreAskedForWhereAnAuthorityIsKnownOnly() {
    assertThat(policy().order(SUPPORTED)).hasSize(4).doesNotContain(CERTIFICATE);
    assertThat(policy(authority(TestServer.RSA), own(TestServer.RSA)).order(SUPPORTED))
        .startsWith(CERTIFICATE, "rsa-sha2-512", "rsa-sha2-256")
        .hasSize(5);
  }

  @Test
  void anyKnownKeyWillDoAndNoOther() {
    HostKeyPolicy two = policy(own(TestServer.RSA), own(TestServer.ED25519));
    assertThat(proven(two, TestServer.RSA.getPublic())).isTrue();
    assertThat(proven(two, TestServer.ED25519.getPublic())).isTrue();
    assertThat(code(two, TestServer.OTHER_ED25519.getPublic())).isEqualTo("host-key-changed");
  }

  @Test
  void anAcceptedKeyIsTheOnlyOneFromThenOn() {
    HostKeyPolicy policy = policy();
    Trusted proof = proof(policy, TestServer.ED25519.getPublic());
    HostKeyPolicy pinned = policy.pinned(proof);
    assertThat(proven(pinned, TestServer.ED25519.getPublic())).isTrue();
    assertThat(code(pinned, TestServer.RSA.getPublic())).isEqualTo("host-key-changed");
  }

  @Test
  void aCertificateProvesByItsAuthorityWhateverTheKey() throws Exception {
    HostKeyPolicy policy = policy(authority(TestServer.RSA));
    for (KeyPair host : List.of(TestServer.ED25519, TestServer.OTHER_ED25519)) {
      assertThat(proof(policy, certificate(host, TestServer.RSA)).identity())
          .isEqualTo("@cert-authority " + TestServer.line(TestServer.RSA));
    }
    assertThat(code(policy, certificate(TestServer.ED25519, TestServer.OTHER_ED25519)))
        .isEqualTo("host-key-uncertified");
    assertThat(code(policy, TestServer.ED25519.getPublic())).isEqualTo("host-key-uncertified");
  }

  @Test
  void whatTheStateHasOfACertificateProvesAgain() throws Exception {
    String recorded =
        proof(policy(authority(TestServer.RSA)), certificate(TestServer.ED25519, TestServer.RSA))
            .identity();
    HostKeyPolicy next = policy(Trusted.parse(recorded, "the state").orElseThrow());
    assertThat(proven(next, certificate(TestServer.OTHER_ED25519, TestServer.RSA))).isTrue();
    assertThat(code(next, TestServer.ED25519.getPublic())).isEqualTo("host-key-uncertified");
  }

  @Test
  void whatIsRevokedProvesNothingEvenByACertificate() throws Exception {
    PublicKey bad = TestServer.ED25519.getPublic();
    HostKeyPolicy policy = revoking(bad, authority(TestServer.RSA), own(TestServer.ED25519));
    assertThat(code(policy, bad)).isEqualTo("host-key-revoked");
    assertThat(code(policy, certificate(TestServer.ED25519, TestServer.RSA)))
        .isEqualTo("host-key-revoked");
    assertThat(
            code(
                revoking(TestServer.RSA.getPublic(), authority(TestServer.RSA)),
                certificate(TestServer.ED25519, TestServer.RSA)))
        .isEqualTo("host-key-revoked");
  }

  @Test
  void aLineForAnotherPortProvesButContradictsNothing() {
    Trusted elsewhere = new Trusted(TestServer.ED25519.getPublic(), false, false, "known_hosts:1");
    assertThat(proof(policy(elsewhere), TestServer.ED25519.getPublic()).origin())
        .isEqualTo("known_hosts:1");
    assertThat(proof(policy(elsewhere), TestServer.RSA.getPublic()).origin())
        .contains("first contact");
  }

  @Test
  void theErrorHasBothFingerprintsTheOriginAndTheWay() {
    Trusted old = new Trusted(TestServer.ED25519.getPublic(), false, true, "~/.ssh/known_hosts:7");
    HostKeyPolicy.Verdict verdict = policy(old).judge(TestServer.OTHER_ED25519.getPublic());
    assertThat(verdict)
        .isInstanceOfSatisfying(
            HostKeyPolicy.Verdict.Refused.class,
            refused ->
                assertThat(refused.reason().detail())
                    .contains(PublicKeys.fingerprint(TestServer.ED25519.getPublic()))
                    .contains(PublicKeys.fingerprint(TestServer.OTHER_ED25519.getPublic()))
                    .contains("~/.ssh/known_hosts:7")
                    .contains("ssh-keygen -R '10.0.0.1' -f ~/.ssh/known_hosts"));
  }

  private static Trusted own(KeyPair key) {
    return new Trusted(key.getPublic(), false, true, "a test");
  }

  private static Trusted authority(KeyPair key) {
    return new Trusted(key.getPublic(), true, true, "a test");
  }

  private static PublicKey certificate(KeyPair host, KeyPair authority) throws Exception {
    return OpenSshCertificateBuilder.hostCertificate()
        .publicKey(host.getPublic())
        .id("test")
        .principals(List.of("10.0.0.1"))
        .sign(authority);
  }

  private static boolean proven(HostKeyPolicy policy, PublicKey shown) {
    return policy.judge(shown) instanceof HostKeyPolicy.Verdict.Proven;
  }

  private static Trusted proof(HostKeyPolicy policy, PublicKey shown) {
    return switch (policy.judge(shown)) {
      case HostKeyPolicy.Verdict.Proven proven -> proven.proof();
      case HostKeyPolicy.Verdict.Refused refused ->
          throw new AssertionError(refused.reason().detail());
    };
  }

  private static String code(HostKeyPolicy policy, PublicKey shown) {
    return switch (policy.judge(shown)) {
      case HostKeyPolicy.Verdict.Proven proven -> throw new AssertionError(proven.proof().shown());
      case HostKeyPolicy.Verdict.Refused refused -> refused.reason().code();
    };
  }

  private static HostKeyPolicy policy(Trusted... trusted) {
    return new HostKeyPolicy(machine(), List.of(trusted), List.of(), true, "");
  }

  private static HostKeyPolicy revoking(PublicKey bad, Trusted... trusted) {
    return new HostKeyPolicy(machine(), List.of(trusted), List.of(bad), true, "");
  }

  private static Machine machine() {
    SshSpec ssh = SpecReader.read(SshSpec.class, new Value.Fields(new TreeMap<>()));
    return new Machine(new HostName("cp-1"), "10.0.0.1", ssh, Optional.empty());
  }
}
