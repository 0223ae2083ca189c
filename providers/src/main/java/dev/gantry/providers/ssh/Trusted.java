package dev.gantry.providers.ssh;

import java.security.PublicKey;
import java.util.Optional;

/**
 * A key that proves a machine: its own, or that of an authority that signs machines' keys.
 *
 * @param authority whether it is an authority's: then a certificate by it is the proof
 * @param certain whether it was written for just this address and port. A known_hosts line for the
 *     same name without the port proves too, as for OpenSSH, but another key is then no change: the
 *     line may be about another machine behind the same name
 * @param origin where it stands, told when another key is shown: {@code ~/.ssh/known_hosts:3}
 */
record Trusted(PublicKey key, boolean authority, boolean certain, String origin) {
  /** How known_hosts, and an identity in the state, mark an authority's key. */
  static final String AUTHORITY = "@cert-authority ";

  /**
   * Reads what {@link #identity} writes, which is also the form of {@code hostKey.key}; empty when
   * it is none.
   */
  static Optional<Trusted> parse(String text, String origin) {
    boolean authority = text.strip().startsWith(AUTHORITY);
    String line = authority ? text.strip().substring(AUTHORITY.length()) : text;
    return PublicKeys.parse(line).map(key -> new Trusted(key, authority, true, origin));
  }

  /** {@code ssh-ed25519 AAAA…}, or {@code @cert-authority ssh-ed25519 AAAA…}. */
  String identity() {
    return (authority ? AUTHORITY : "") + PublicKeys.line(key);
  }

  /** As an error shows it: type, fingerprint, and where it stands. */
  String shown() {
    return (authority ? "a certificate by " : "")
        + PublicKeys.fingerprint(key)
        + "  ("
        + origin
        + ")";
  }
}
