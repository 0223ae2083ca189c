package dev.gantry.providers.encryption.file;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The providers of an EncryptionConfiguration that encrypt by a key in the file. What they write is
 * as Kubernetes has it in apiserver/pkg/storage/value/encrypt, and all data in etcd depend on that.
 */
public enum KeyCipher {
  /** AES-GCM, bound to the value's key in etcd. Nonces are by chance: 200,000 writes a key. */
  AESGCM("aesgcm"),
  /** XSalsa20 and Poly1305, as NaCl's secretbox; not bound to its place. */
  SECRETBOX("secretbox"),
  /** AES-CBC: what was altered is not noticed. Kubernetes calls it weak. */
  AESCBC("aescbc");

  private final String word;

  KeyCipher(String word) {
    this.word = word;
  }

  /** The cipher that has this name in the file and before values. */
  public static Optional<KeyCipher> of(String word) {
    return Arrays.stream(values()).filter(cipher -> cipher.word.equals(word)).findFirst();
  }

  /** As the file and the values' prefixes write it. */
  public String word() {
    return word;
  }

  /** How many bytes a key may have. */
  public List<Integer> lengths() {
    return switch (this) {
      case AESGCM, AESCBC -> List.of(16, 24, 32);
      case SECRETBOX -> List.of(KeySecret.LENGTH);
    };
  }

  /** Whether it can work by a key. */
  public boolean takes(KeySecret secret) {
    return lengths().contains(secret.length());
  }

  /**
   * Encrypts.
   *
   * @param etcdKey the value's whole key in etcd: {@code /registry/secrets/default/a}
   * @return what stands behind the prefix
   * @throws IllegalArgumentException when it does not take the key
   */
  byte[] encrypt(KeySecret secret, String etcdKey, byte[] plain) {
    if (!takes(secret)) {
      throw new IllegalArgumentException(word + " does not take keys of " + secret.length());
    }
    return switch (this) {
      case AESGCM -> AesValues.encryptGcm(secret.bytes(), etcdKey, plain);
      case SECRETBOX -> SecretBox.encrypt(secret.bytes(), plain);
      case AESCBC -> AesValues.encryptCbc(secret.bytes(), plain);
    };
  }

  /** Decrypts what stands behind the prefix; empty when another key or another place wrote it. */
  Optional<byte[]> decrypt(KeySecret secret, String etcdKey, byte[] payload) {
    if (!takes(secret)) {
      return Optional.empty();
    }
    return switch (this) {
      case AESGCM -> AesValues.decryptGcm(secret.bytes(), etcdKey, payload);
      case SECRETBOX -> SecretBox.decrypt(secret.bytes(), payload);
      case AESCBC -> AesValues.decryptCbc(secret.bytes(), payload);
    };
  }
}
