package dev.gantry.state.crypto;

import java.util.Base64;
import java.util.Optional;

/** Base64 in its one form: what the JDK reads beyond that is taken for altered. */
final class Text {
  private Text() {}

  static String of(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }

  /** Empty when the text is not exactly what {@link #of} writes. */
  static Optional<byte[]> bytes(String text) {
    try {
      return Optional.of(Base64.getDecoder().decode(text)).filter(bytes -> of(bytes).equals(text));
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }
}
