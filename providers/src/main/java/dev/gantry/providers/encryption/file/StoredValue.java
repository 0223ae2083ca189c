package dev.gantry.providers.encryption.file;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/**
 * A value as it stands in etcd. It begins with {@code k8s:enc:PROVIDER:v1:KEY:}, for kms also with
 * {@code v2} in the middle, and without all that where it is not encrypted
 * (apiserver/pkg/server/options/encryptionconfig/config.go).
 */
public final class StoredValue {
  static final String MARK = "k8s:enc:";

  private static final int LONGEST = 1024;

  private final Head head;
  private final byte[] payload;

  private StoredValue(Head head, byte[] payload) {
    this.head = head;
    this.payload = payload;
  }

  /** What a value says of who wrote it. */
  public sealed interface Head {
    /** It is not encrypted. */
    record Clear() implements Head {}

    /** By a key of the file. */
    record Keyed(KeyCipher cipher, String key) implements Head {}

    /**
     * By a key management service.
     *
     * @param version {@code v1} or {@code v2}
     * @param name of the service in the file
     */
    record Kms(String version, String name) implements Head {}

    /**
     * Encrypted in a way that is not known.
     *
     * @param text its first characters
     */
    record Unknown(String text) implements Head {}
  }

  /** Reads a value. */
  public static StoredValue read(byte[] value) {
    String start =
        new String(value, 0, Math.min(value.length, LONGEST), StandardCharsets.ISO_8859_1);
    if (!start.startsWith(MARK)) {
      return new StoredValue(new Head.Clear(), value.clone());
    }
    String[] parts = start.substring(MARK.length()).split(":", 4);
    if (parts.length < 4) {
      return new StoredValue(unknown(start), value.clone());
    }
    // Names may have any characters but colons; each here is one byte of the value.
    int end = MARK.length() + parts[0].length() + parts[1].length() + parts[2].length() + 3;
    String name =
        new String(parts[2].getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
    return new StoredValue(
        head(parts[0], parts[1], name, start), Arrays.copyOfRange(value, end, value.length));
  }

  private static Head head(String provider, String version, String name, String start) {
    if (provider.equals("kms") && (version.equals("v1") || version.equals("v2"))) {
      return new Head.Kms(version, name);
    }
    return KeyCipher.of(provider)
        .filter(_ -> version.equals("v1"))
        .<Head>map(cipher -> new Head.Keyed(cipher, name))
        .orElseGet(() -> unknown(start));
  }

  private static Head unknown(String start) {
    return new Head.Unknown(start.substring(0, Math.min(start.length(), MARK.length() + 16)));
  }

  /**
   * Encrypts as kube-apiserver would.
   *
   * @param etcdKey the value's whole key in etcd: {@code /registry/secrets/default/a}
   * @return the bytes for etcd
   */
  public static byte[] write(Writer writer, String etcdKey, byte[] plain) {
    return switch (writer) {
      case Writer.Identity _ -> plain.clone();
      case Writer.Key key -> {
        byte[] prefix = key.prefix().getBytes(StandardCharsets.UTF_8);
        byte[] payload = key.cipher().encrypt(key.secret(), etcdKey, plain);
        yield ByteBuffer.allocate(prefix.length + payload.length).put(prefix).put(payload).array();
      }
    };
  }

  /** What it says of who wrote it. */
  public Head head() {
    return head;
  }

  /** Whether it says that this one wrote it. */
  public boolean isBy(Writer writer) {
    return switch (writer) {
      case Writer.Identity _ -> head instanceof Head.Clear;
      case Writer.Key key -> head.equals(new Head.Keyed(key.cipher(), key.name()));
    };
  }

  /** The value in the clear; empty when the writer cannot read it. */
  public Optional<byte[]> open(Writer writer, String etcdKey) {
    if (!isBy(writer)) {
      return Optional.empty();
    }
    return switch (writer) {
      case Writer.Identity _ -> Optional.of(payload.clone());
      case Writer.Key key -> key.cipher().decrypt(key.secret(), etcdKey, payload);
    };
  }
}
