package dev.gantry.providers.encryptionkey;

import dev.gantry.engine.spi.StepContext;
import dev.gantry.engine.spi.StepException;
import dev.gantry.providers.encryption.file.KeyCipher;
import dev.gantry.providers.encryption.file.KeySecret;
import dev.gantry.resources.diagnostic.Diagnostic;
import dev.gantry.resources.kinds.encryptionkey.EncryptionKeySpec;
import dev.gantry.state.Vault;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * Begins a way: makes the key that it is about, or reads the one that the person gives, and records
 * both. Nothing else happens in this step, so that no machine ever has a key that the state has not
 * (decision 8).
 */
final class MakeKey {
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
    String provider = Course.name(spec.provider());
    KeySecret secret = secret(KeyCipher.of(provider).orElseThrow());
    refuseKnown(planned, secret.fingerprint());
    String name = planned.to().writer();
    KeyRing.Key key =
        new KeyRing.Key(
            provider,
            context
                .vault()
                .seal(
                    new Vault.Place(work.address(), KeyRing.place(name)),
                    secret.bytes(),
                    Optional.empty()),
            secret.fingerprint(),
            Instant.now().truncatedTo(ChronoUnit.SECONDS));
    work.now(planned.with(name, key), context);
  }

  private KeySecret secret(KeyCipher cipher) throws StepException, InterruptedException {
    if (spec.keySource().isEmpty()) {
      return KeySecret.generate();
    }
    String given = work.tools().secrets().read(spec.keySource().get()).strip();
    KeySecret secret =
        KeySecret.ofBase64(given).orElseThrow(() -> unfit(cipher, "it is not base64"));
    if (!cipher.takes(secret)) {
      throw unfit(cipher, "it has " + secret.length() + " bytes");
    }
    return secret;
  }

  private static StepException unfit(KeyCipher cipher, String why) {
    return new StepException(
        Diagnostic.error(
            "key-unfit",
            "What `keySource` gives is no key for " + cipher.word() + ": " + why,
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
}
