package dev.gantry.state.crypto;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.spec.NamedParameterSpec;
import java.security.spec.XECPrivateKeySpec;
import java.security.spec.XECPublicKeySpec;
import java.util.Optional;
import javax.crypto.KeyAgreement;

/** X25519 (RFC 7748) over plain bytes: keys and results of 32, little-endian. */
final class Curve {
  /** Bytes of a private key, of a public key, and of what two agree on. */
  static final int LENGTH = 32;

  private static final String ALGORITHM = "X25519";
  private static final String PROVIDER = "SunEC";

  private Curve() {}

  /** The public key of a private one: what it agrees on with the base point (section 6.1). */
  static byte[] publicOf(byte[] privateKey) {
    byte[] base = new byte[LENGTH];
    base[0] = 9;
    return agree(privateKey, base).orElseThrow();
  }

  /**
   * What a private and a public key agree on; empty for a public key of small order, with which all
   * private keys would agree on the same.
   */
  static Optional<byte[]> agree(byte[] privateKey, byte[] publicKey) {
    try {
      KeyFactory keys = KeyFactory.getInstance(ALGORITHM, PROVIDER);
      PrivateKey own =
          keys.generatePrivate(new XECPrivateKeySpec(NamedParameterSpec.X25519, privateKey));
      PublicKey other =
          keys.generatePublic(
              new XECPublicKeySpec(NamedParameterSpec.X25519, coordinate(publicKey)));
      KeyAgreement agreement = KeyAgreement.getInstance(ALGORITHM, PROVIDER);
      agreement.init(own);
      agreement.doPhase(other, true);
      return Optional.of(agreement.generateSecret());
    } catch (InvalidKeyException _) {
      return Optional.empty();
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException("every JDK has X25519", impossible);
    }
  }

  /** The highest bit does not count (section 5). */
  private static BigInteger coordinate(byte[] publicKey) {
    byte[] bigEndian = new byte[LENGTH];
    for (int i = 0; i < LENGTH; i++) {
      bigEndian[i] = publicKey[LENGTH - 1 - i];
    }
    bigEndian[0] &= 0x7f;
    return new BigInteger(1, bigEndian);
  }
}
