package dev.gantry.providers.ssh;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gantry.providers.host.Machine;
import dev.gantry.resources.address.HostName;
import dev.gantry.resources.kinds.node.HostKeySpec;
import dev.gantry.resources.kinds.node.SshSpec;
import dev.gantry.resources.kinds.node.SshTimeoutsSpec;
import java.security.KeyPair;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class HostKeyPolicyTest {
  private static final List<String> SUPPORTED =
      List.of("ecdsa-sha2-nistp256", "ssh-ed25519", "rsa-sha2-512", "rsa-sha2-256");

  @Test
  void knownTypesAreAskedForFirstAndTheOthersStay() {
    assertThat(policy(TestServer.RSA).order(SUPPORTED))
        .containsExactly("rsa-sha2-512", "rsa-sha2-256", "ecdsa-sha2-nistp256", "ssh-ed25519");
    assertThat(policy(TestServer.ED25519).order(SUPPORTED)).startsWith("ssh-ed25519").hasSize(4);
    assertThat(policy().order(SUPPORTED)).isEqualTo(SUPPORTED);
  }

  @Test
  void anyKnownKeyWillDoAndNoOther() {
    HostKeyPolicy two = policy(TestServer.RSA, TestServer.ED25519);
    assertThat(two.refusal(TestServer.RSA.getPublic())).isEmpty();
    assertThat(two.refusal(TestServer.ED25519.getPublic())).isEmpty();
    assertThat(two.refusal(TestServer.OTHER_ED25519.getPublic())).isPresent();
  }

  @Test
  void anAcceptedKeyIsTheOnlyOneFromThenOn() {
    HostKeyPolicy policy = policy();
    assertThat(policy.refusal(TestServer.ED25519.getPublic())).isEmpty();
    HostKeyPolicy pinned = policy.pinned(TestServer.ED25519.getPublic());
    assertThat(pinned.refusal(TestServer.ED25519.getPublic())).isEmpty();
    assertThat(pinned.refusal(TestServer.RSA.getPublic())).isPresent();
  }

  private static HostKeyPolicy policy(KeyPair... known) {
    HostKeySpec spec =
        new HostKeySpec(HostKeySpec.Policy.ACCEPT_NEW, Optional.empty(), Optional.empty());
    SshSpec ssh =
        new SshSpec(
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            spec,
            List.of(),
            false,
            Optional.empty(),
            new SshTimeoutsSpec("5s", "5s", "5s"));
    Machine machine = new Machine(new HostName("cp-1"), "10.0.0.1", ssh, Optional.empty());
    List<HostKeyPolicy.Trusted> trusted =
        List.of(known).stream()
            .map(key -> new HostKeyPolicy.Trusted(key.getPublic(), "a test"))
            .toList();
    return new HostKeyPolicy(machine, trusted, List.of(), true);
  }
}
