package dev.gantry.providers.encryption.file;

/** What writes values, and reads those that it wrote. */
public sealed interface Writer {
  /** Nothing is encrypted. */
  static Writer identity() {
    return new Identity();
  }

  /** Values as they are. */
  record Identity() implements Writer {}

  /**
   * A key in the file.
   *
   * @param name stands before every value that it writes, so no other key may ever have it
   */
  record Key(String name, KeyCipher cipher, KeySecret secret) implements Writer {
    /** What its values begin with: {@code k8s:enc:aesgcm:v1:key2:}. */
    public String prefix() {
      return StoredValue.MARK + cipher.word() + ":v1:" + name + ":";
    }
  }
}
