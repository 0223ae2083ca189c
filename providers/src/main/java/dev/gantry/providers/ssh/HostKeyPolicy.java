package dev.gantry.providers.ssh;

import dev.gantry.providers.host.Machine;
import dev.gantry.resources.diagnostic.Diagnostic;
import java.security.PublicKey;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.SequencedSet;
import java.util.stream.Collectors;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.digest.BuiltinDigests;

/**
 * Judges the key that a machine shows. Pure: the same policy and key give the same verdict.
 *
 * @param trusted any of them proves the machine; where there is one, nothing else does
 * @param acceptNew whether a machine of which nothing is known may show any key
 */
record HostKeyPolicy(
    Machine machine, List<Trusted> trusted, List<PublicKey> revoked, boolean acceptNew) {
  HostKeyPolicy {
    trusted = List.copyOf(trusted);
    revoked = List.copyOf(revoked);
  }

  /**
   * A key that proves the machine.
   *
   * @param origin where it stands, told when another key is shown
   */
  record Trusted(PublicKey key, String origin) {}

  /** The same policy, once a key was accepted on first contact: no other will do from now on. */
  HostKeyPolicy pinned(PublicKey key) {
    return trusted.isEmpty()
        ? new HostKeyPolicy(
            machine, List.of(new Trusted(key, "this run's first contact")), revoked, false)
        : this;
  }

  /** Why this key does not prove the machine; empty when it does. */
  Optional<Diagnostic> refusal(PublicKey shown) {
    if (revoked.stream().anyMatch(key -> KeyUtils.compareKeys(key, shown))) {
      return Optional.of(revokedKey(shown));
    }
    if (trusted.stream().anyMatch(known -> KeyUtils.compareKeys(known.key(), shown))) {
      return Optional.empty();
    }
    if (!trusted.isEmpty()) {
      return Optional.of(changedKey(shown));
    }
    return acceptNew ? Optional.empty() : Optional.of(unknownKey(shown));
  }

  /**
   * The host key algorithms to ask for, best first: those of the trusted keys before all others, so
   * that a machine whose ed25519 key is pinned is not refused because it also has an RSA key.
   *
   * @param supported what the transport would ask for by itself
   */
  List<String> order(List<String> supported) {
    List<String> known =
        trusted.stream()
            .map(trust -> KeyUtils.getKeyType(trust.key()))
            .flatMap(type -> algorithms(type).stream())
            .filter(supported::contains)
            .toList();
    SequencedSet<String> ordered = new LinkedHashSet<>(known);
    ordered.addAll(supported);
    return new ArrayList<>(ordered);
  }

  /** An RSA key signs by three algorithms (RFC 8332); every other type names its only one. */
  private static List<String> algorithms(String type) {
    return type.equals("ssh-rsa") ? List.of("rsa-sha2-512", "rsa-sha2-256", type) : List.of(type);
  }

  /** {@code ED25519 SHA256:…}, as OpenSSH prints it. */
  static String fingerprint(PublicKey key) {
    return KeyUtils.getKeyType(key) + " " + KeyUtils.getFingerPrint(BuiltinDigests.sha256, key);
  }

  private Diagnostic changedKey(PublicKey shown) {
    String expected =
        trusted.stream()
            .map(known -> "  " + fingerprint(known.key()) + "  (" + known.origin() + ")")
            .distinct()
            .collect(Collectors.joining("\n"));
    return Diagnostic.error(
        "host-key-changed",
        "the host key of " + machine.title() + " has changed; nothing was sent to it",
        """
        Expected:
        %s
        Shown by %s:
          %s
        Someone may be between you and the machine, or it was reinstalled. Look at the machine's \
        console (ssh-keygen -lf /etc/ssh/ssh_host_ed25519_key.pub). If the new key is right, set \
        %s to the content of that .pub file, or mend the line of \
        known_hosts where that is the origin, and plan again."""
            .formatted(expected, target(), fingerprint(shown), machine.field("hostKey.key")));
  }

  private Diagnostic unknownKey(PublicKey shown) {
    return Diagnostic.error(
        "host-key-unknown",
        "the host key of " + machine.title() + " is not known; nothing was sent to it",
        """
        %s shows %s, and the policy is strict. Compare the fingerprint on the \
        machine's console, then set %s, or add the key to \
        known_hosts, or use the policy accept-new."""
            .formatted(target(), fingerprint(shown), machine.field("hostKey.key")));
  }

  private Diagnostic revokedKey(PublicKey shown) {
    return Diagnostic.error(
        "host-key-revoked",
        "the host key of " + machine.title() + " is revoked; nothing was sent to it",
        """
        %s shows %s, which known_hosts marks @revoked. Give the machine a new host key."""
            .formatted(target(), fingerprint(shown)));
  }

  private String target() {
    return machine.address() + " port " + machine.port();
  }
}
