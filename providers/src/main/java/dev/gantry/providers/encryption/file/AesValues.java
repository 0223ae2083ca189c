package dev.gantry.providers.encryption.file;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.security.spec.AlgorithmParameterSpec;
import java.util.Arrays;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Values of the providers aesgcm and aescbc: nonce of 12 bytes, ciphertext, tag of 16, bound to the
 * key in etcd; and IV of 16 bytes, ciphertext, padded as in PKCS #7 (apiserver,
 * encrypt/aes/aes.go).
 */
final class AesValues {
  private static final String GCM = "AES/GCM/NoPadding";
  private static final String CBC = "AES/CBC/PKCS5Padding";
  private static final int NONCE = 12;
  private static final int TAG = 16;
  private static final int BLOCK = 16;
  private static final SecureRandom RANDOM = new SecureRandom();

  private AesValues() {}

  static byte[] encryptGcm(byte[] key, String etcdKey, byte[] plain) {
    return encryptGcm(key, random(NONCE), etcdKey.getBytes(StandardCharsets.UTF_8), plain);
  }

  /** With a nonce of the caller's: for known answers. */
  static byte[] encryptGcm(byte[] key, byte[] nonce, byte[] bound, byte[] plain) {
    try {
      Cipher cipher = cipher(Cipher.ENCRYPT_MODE, GCM, key, gcm(nonce));
      cipher.updateAAD(bound);
      return joined(nonce, cipher.doFinal(plain));
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException("AES-GCM cannot encrypt", impossible);
    }
  }

  static Optional<byte[]> decryptGcm(byte[] key, String etcdKey, byte[] payload) {
    if (payload.length < NONCE + TAG) {
      return Optional.empty();
    }
    try {
      Cipher cipher = cipher(Cipher.DECRYPT_MODE, GCM, key, gcm(Arrays.copyOf(payload, NONCE)));
      cipher.updateAAD(etcdKey.getBytes(StandardCharsets.UTF_8));
      return Optional.of(cipher.doFinal(payload, NONCE, payload.length - NONCE));
    } catch (GeneralSecurityException _) {
      return Optional.empty();
    }
  }

  static byte[] encryptCbc(byte[] key, byte[] plain) {
    return encryptCbc(key, random(BLOCK), plain);
  }

  /** With an IV of the caller's: for known answers. */
  static byte[] encryptCbc(byte[] key, byte[] iv, byte[] plain) {
    try {
      Cipher cipher = cipher(Cipher.ENCRYPT_MODE, CBC, key, new IvParameterSpec(iv));
      return joined(iv, cipher.doFinal(plain));
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException("AES-CBC cannot encrypt", impossible);
    }
  }

  static Optional<byte[]> decryptCbc(byte[] key, byte[] payload) {
    if (payload.length < 2 * BLOCK || payload.length % BLOCK != 0) {
      return Optional.empty();
    }
    try {
      IvParameterSpec iv = new IvParameterSpec(payload, 0, BLOCK);
      Cipher cipher = cipher(Cipher.DECRYPT_MODE, CBC, key, iv);
      return Optional.of(cipher.doFinal(payload, BLOCK, payload.length - BLOCK));
    } catch (GeneralSecurityException _) {
      return Optional.empty();
    }
  }

  private static GCMParameterSpec gcm(byte[] nonce) {
    return new GCMParameterSpec(TAG * Byte.SIZE, nonce);
  }

  private static Cipher cipher(int mode, String name, byte[] key, AlgorithmParameterSpec start)
      throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance(name, "SunJCE");
    cipher.init(mode, new SecretKeySpec(key, "AES"), start);
    return cipher;
  }

  private static byte[] random(int length) {
    byte[] bytes = new byte[length];
    RANDOM.nextBytes(bytes);
    return bytes;
  }

  private static byte[] joined(byte[] before, byte[] behind) {
    return ByteBuffer.allocate(before.length + behind.length).put(before).put(behind).array();
  }
}
