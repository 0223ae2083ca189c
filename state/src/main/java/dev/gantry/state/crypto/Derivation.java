package dev.gantry.state.crypto;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import javax.crypto.KDF;
import javax.crypto.spec.HKDFParameterSpec;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;

/** Keys of AES made from other secrets. */
final class Derivation {
  private Derivation() {}

  /**
   * From a secret of many bits: HKDF-SHA256 (RFC 5869).
   *
   * @param salt may be empty
   * @param purpose keys for other ends differ
   */
  static byte[] fromKey(byte[] secret, byte[] salt, String purpose) {
    try {
      return KDF.getInstance("HKDF-SHA256", "SunJCE")
          .deriveData(
              HKDFParameterSpec.ofExtract()
                  .addIKM(secret)
                  .addSalt(salt)
                  .thenExpand(purpose.getBytes(StandardCharsets.UTF_8), Aes.KEY));
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException("HKDF cannot derive a key", impossible);
    }
  }

  /** From what a person can remember: Argon2id version 1.3 (RFC 9106). */
  static byte[] fromPassphrase(byte[] passphrase, byte[] salt, Argon2Cost cost) {
    Argon2BytesGenerator generator = new Argon2BytesGenerator();
    generator.init(
        new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
            .withVersion(Argon2Parameters.ARGON2_VERSION_13)
            .withMemoryAsKB(cost.memoryKib())
            .withIterations(cost.passes())
            .withParallelism(cost.lanes())
            .withSalt(salt)
            .build());
    byte[] key = new byte[Aes.KEY];
    generator.generateBytes(passphrase, key);
    return key;
  }
}
