package dev.gantry.providers.ssh;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.util.Optional;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.config.keys.PublicKeyEntry;
import org.apache.sshd.common.config.keys.PublicKeyEntryResolver;
import org.apache.sshd.common.digest.BuiltinDigests;

/** Public keys and certificates as text: the line of a {@code .pub} file, and the fingerprint. */
final class PublicKeys {
  private PublicKeys() {}

  /** A key or certificate as known_hosts and {@code .pub} files write it; empty when it is none. */
  static Optional<PublicKey> parse(String text) {
    try {
      return Optional.ofNullable(PublicKeyEntry.parsePublicKeyEntry(text.strip()))
          .flatMap(PublicKeys::resolve);
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** The key of a line that was read; empty for a type that is not known here. */
  static Optional<PublicKey> resolve(PublicKeyEntry entry) {
    try {
      return Optional.ofNullable(
          entry.resolvePublicKey(null, null, PublicKeyEntryResolver.IGNORING));
    } catch (IOException | GeneralSecurityException | RuntimeException e) {
      return Optional.empty();
    }
  }

  /** {@code ssh-ed25519 AAAA…}. */
  static String line(PublicKey key) {
    return PublicKeyEntry.toString(key);
  }

  /** {@code ssh-ed25519 SHA256:…}; the second part is as OpenSSH prints it. */
  static String fingerprint(PublicKey key) {
    return KeyUtils.getKeyType(key) + " " + KeyUtils.getFingerPrint(BuiltinDigests.sha256, key);
  }
}
