package dev.gantry.providers.encryptionkey;

import dev.gantry.engine.spi.StepContext;
import dev.gantry.engine.spi.StepException;
import dev.gantry.providers.host.Secrets;
import dev.gantry.resources.diagnostic.Diagnostic;
import dev.gantry.resources.kinds.encryptionkey.EncryptionKeySpec;
import dev.gantry.resources.kinds.encryptionkey.EncryptionKeySpec.Cipher;
import dev.gantry.state.Vault;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;

/**
 * Begins a way: makes the key that it is about, or reads the one that the person gives, and records
 * both. Nothing else happens in this step, so that no machine ever has a key that the state has not
 * (decision 8).
 */
final class MakeKey {
  /** Of AES-256, and of secretbox, which knows no other. */
  private static final int LENGTH = 32;

  private static final Set<Integer> AES_LENGTHS = Set.of(16, 24, 32);

  private final KeyWork work;
  private final EncryptionKeySpec spec;

  MakeKey(KeyWork work, EncryptionKeySpec spec) {
    this.work = work;
    this.spec = spec;
  }

  void run(KeyRing planned, StepContext context) throws StepException, InterruptedException {
    if (!planned.lacksKey()) {
      work.now(planned, context);
      return;
    }
    byte[] secret = secret();
    try {
      String name = planned.to().writer();
      String fingerprint = fingerprint(secret);
      refuseKnown(planned, fingerprint);
      KeyRing.Key key =
          new KeyRing.Key(
              Course.name(spec.provider()),
              context
                  .vault()
                  .seal(
                      new Vault.Place(work.address(), KeyRing.place(name)),
                      secret,
                      Optional.empty()),
              fingerprint,
              Instant.now().truncatedTo(ChronoUnit.SECONDS));
      work.now(planned.with(name, key), context);
    } finally {
      Arrays.fill(secret, (byte) 0);
    }
  }

  private byte[] secret() throws StepException, InterruptedException {
    if (spec.keySource().isEmpty()) {
      byte[] secret = new byte[LENGTH];
      new SecureRandom().nextBytes(secret);
      return secret;
    }
    Secrets secrets = work.tools().secrets();
    byte[] secret;
    try {
      secret = Base64.getDecoder().decode(secrets.read(spec.keySource().get()).strip());
    } catch (IllegalArgumentException _) {
      throw unfit("it is not base64");
    }
    boolean fits =
        spec.provider() == Cipher.SECRETBOX
            ? secret.length == LENGTH
            : AES_LENGTHS.contains(secret.length);
    if (!fits) {
      throw unfit("it has " + secret.length + " bytes");
    }
    return secret;
  }

  private StepException unfit(String why) {
    return new StepException(
        Diagnostic.error(
            "key-unfit",
            "What `keySource` gives is no key for " + Course.name(spec.provider()) + ": " + why,
            "It has to be base64 of 32 bytes (for aesgcm and aescbc 16 or 24 do too):"
                + " head -c 32 /dev/urandom | base64"),
        false);
  }

  private void refuseKnown(KeyRing ring, String fingerprint) throws StepException {
    Optional<String> known =
        ring.keys().entrySet().stream()
            .filter(entry -> entry.getValue().fingerprint().equals(fingerprint))
            .map(entry -> entry.getKey())
            .findFirst();
    if (known.isPresent()) {
      throw new StepException(
          Diagnostic.error(
              "key-not-new",
              "What `keySource` gives is " + known.get() + ", which is there already",
              "A rotation needs another key: change what the source gives, then apply again."),
          false);
    }
  }

  /** As {@code gantry encryption status} tells keys. */
  static String fingerprint(byte[] secret) {
    try {
      return HexFormat.of()
          .formatHex(MessageDigest.getInstance("SHA-256").digest(secret))
          .substring(0, 8);
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every Java platform has SHA-256", impossible);
    }
  }
}
