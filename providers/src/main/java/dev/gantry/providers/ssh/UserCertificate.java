package dev.gantry.providers.ssh;

import java.security.PublicKey;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.config.keys.OpenSshCertificate;

/**
 * Whether a certificate is worth offering. Its signature and the names in it are the machine's to
 * judge, by its TrustedUserCAKeys and AuthorizedPrincipalsFile.
 */
sealed interface UserCertificate {
  /**
   * It can be offered.
   *
   * @param of the key that it certifies
   */
  record Good(OpenSshCertificate certificate, Offer of) implements UserCertificate {}

  /** It cannot; a sentence without its full stop. */
  record Bad(String why) implements UserCertificate {}

  /** Whether it can be offered. */
  default boolean isGood() {
    return this instanceof Good;
  }

  /** Finds out, among the keys that can sign. */
  static UserCertificate of(Optional<PublicKey> read, List<Offer> keys) {
    if (!(read.orElse(null) instanceof OpenSshCertificate certificate)) {
      return new Bad("It is no OpenSSH certificate");
    }
    if (certificate.getType() != OpenSshCertificate.Type.USER) {
      return new Bad("It is a certificate for hosts, not for users");
    }
    if (!OpenSshCertificate.isValidNow(certificate)) {
      return new Bad("It is " + time(certificate));
    }
    return keys.stream()
        .filter(key -> KeyUtils.compareKeys(key.shown(), certificate.getCertPubKey()))
        .findFirst()
        .<UserCertificate>map(key -> new Good(certificate, key))
        .orElse(new Bad("It is of another key"));
  }

  private static String time(OpenSshCertificate certificate) {
    Instant from = Instant.ofEpochSecond(certificate.getValidAfter());
    return Instant.now().isBefore(from)
        ? "not valid before " + from
        : "no longer valid since " + Instant.ofEpochSecond(certificate.getValidBefore());
  }
}
