package dev.gantry.resources.encoding;

import java.util.Optional;

/** Who may open a state's secrets, as text: a public key (X25519), {@code gantry1…}. */
public final class RecipientText {
  /** What every one begins with. */
  public static final String PREFIX = "gantry";

  private static final int LENGTH = 32;

  private RecipientText() {}

  /** The text of a public key of 32 bytes. */
  public static String of(byte[] publicKey) {
    return Bech32m.encode(PREFIX, publicKey);
  }

  /** The public key's 32 bytes; empty when the text is mistyped, or something else. */
  public static Optional<byte[]> parse(String text) {
    return Bech32m.decode(PREFIX, text).filter(bytes -> bytes.length == LENGTH);
  }
}
