package dev.gantry.providers.encryption.file;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;

/**
 * The bytes of a key. It has no text form but {@link #base64}, so that none reaches a log by
 * accident (law 7). Immutable.
 */
public final class KeySecret {
  /** Bytes of a key that Gantry makes: AES-256, and the only length that secretbox takes. */
  public static final int LENGTH = 32;

  private static final SecureRandom RANDOM = new SecureRandom();

  private final byte[] bytes;

  private KeySecret(byte[] bytes) {
    this.bytes = bytes;
  }

  /** A new one, that nobody can guess. */
  public static KeySecret generate() {
    byte[] bytes = new byte[LENGTH];
    RANDOM.nextBytes(bytes);
    return new KeySecret(bytes);
  }

  /** Of bytes, which are copied. */
  public static KeySecret of(byte[] bytes) {
    return new KeySecret(bytes.clone());
  }

  /** Of standard base64 with its padding, as kube-apiserver reads it; empty for anything else. */
  public static Optional<KeySecret> ofBase64(String text) {
    try {
      return Optional.of(new KeySecret(Base64.getDecoder().decode(text)));
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }

  /** For the file, and nothing else. */
  public String base64() {
    return Base64.getEncoder().encodeToString(bytes);
  }

  /** A copy, for sealing. */
  public byte[] bytes() {
    return bytes.clone();
  }

  /** How many bytes. */
  public int length() {
    return bytes.length;
  }

  /** Tells one key from another: the first 8 hex digits of the SHA-256 of its bytes. */
  public String fingerprint() {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(bytes);
      return HexFormat.of().formatHex(digest).substring(0, 8);
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every Java platform has SHA-256", impossible);
    }
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof KeySecret theirs && MessageDigest.isEqual(bytes, theirs.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  /** {@code (secret sha256:abcd1234)}. */
  @Override
  public String toString() {
    return "(secret sha256:" + fingerprint() + ")";
  }
}
