package dev.gantry.state.crypto;

import dev.gantry.resources.diagnostic.Diagnostic;
import dev.gantry.resources.diagnostic.DiagnosticException;
import dev.gantry.resources.encoding.Bech32m;
import dev.gantry.resources.encoding.RecipientText;
import dev.gantry.state.Encryption;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;

/**
 * The key by which a person opens a state. As text it is one of:
 *
 * <ul>
 *   <li>{@code GANTRY-SECRET-KEY-1…}, the private part of a key pair (X25519) in Bech32m; lines
 *       that begin with {@code #} around it are remarks;
 *   <li>the base64 of exactly 32 bytes, a key file that several people have: {@code openssl rand
 *       -base64 32};
 *   <li>anything else of one line and 16 characters or more: a passphrase. It is brought to Unicode
 *       form NFC, so that it is the same from every keyboard.
 * </ul>
 *
 * <p>Immutable. Nothing of the secret is in any message or in {@link #toString}.
 */
public final class StateKey {
  private static final String PREFIX = "gantry-secret-key-";
  private static final int SHORTEST_PASSPHRASE = 16;

  /** Of 32 bytes the base64 has this many characters, the last one a padding. */
  private static final int KEY_FILE_TEXT = 44;

  private final Encryption.Type type;
  private final byte[] secret;

  private StateKey(Encryption.Type type, byte[] secret) {
    this.type = type;
    this.secret = secret;
  }

  /** A new key pair. */
  public static StateKey generate() {
    return new StateKey(Encryption.Type.X25519, Aes.random(Curve.LENGTH));
  }

  /**
   * Reads a key.
   *
   * @throws DiagnosticException when it is mistyped, or too short for a passphrase
   */
  public static StateKey parse(String text) {
    String key =
        String.join("\n", text.lines().map(String::strip).filter(StateKey::counts).toList());
    if (key.toLowerCase(Locale.ROOT).startsWith(PREFIX)) {
      return new StateKey(
          Encryption.Type.X25519,
          Bech32m.decode(PREFIX, key)
              .filter(bytes -> bytes.length == Curve.LENGTH)
              .orElseThrow(() -> unusable("It is mistyped or cut: its checksum does not fit it.")));
    }
    Optional<byte[]> shared = keyFile(key);
    return shared.isPresent()
        ? new StateKey(Encryption.Type.KEY_FILE, shared.get())
        : passphrase(text.strip());
  }

  private static boolean counts(String line) {
    return !line.isEmpty() && !line.startsWith("#");
  }

  private static Optional<byte[]> keyFile(String text) {
    if (text.length() != KEY_FILE_TEXT) {
      return Optional.empty();
    }
    try {
      return Optional.of(Base64.getDecoder().decode(text)).filter(bytes -> bytes.length == Aes.KEY);
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }

  private static StateKey passphrase(String text) {
    if (text.lines().count() > 1) {
      throw unusable("It has several lines and none of them is a key of Gantry's.");
    }
    String normal = Normalizer.normalize(text, Normalizer.Form.NFC);
    if (normal.codePointCount(0, normal.length()) < SHORTEST_PASSPHRASE) {
      throw unusable(
          "As a passphrase it is too short: it takes "
              + SHORTEST_PASSPHRASE
              + " characters or more.");
    }
    return new StateKey(Encryption.Type.PASSPHRASE, normal.getBytes(StandardCharsets.UTF_8));
  }

  private static DiagnosticException unusable(String why) {
    return new DiagnosticException(
        Diagnostic.error(
            "state-key-unusable",
            "What encryption.key names is no key for a state",
            why
                + " A key is what gantry state keygen wrote, the base64 of 32 bytes, or a"
                + " passphrase. Nothing was changed."));
  }

  /** How it opens a state. */
  public Encryption.Type type() {
    return type;
  }

  /** The public key, {@code gantry1…}; empty for what is no key pair. */
  public Optional<String> recipient() {
    return type == Encryption.Type.X25519
        ? Optional.of(RecipientText.of(Curve.publicOf(secret)))
        : Optional.empty();
  }

  /**
   * The private key as text, to be kept where nobody else reads it.
   *
   * @throws IllegalStateException when it is no key pair
   */
  public String text() {
    if (type != Encryption.Type.X25519) {
      throw new IllegalStateException("only a key pair is made by Gantry");
    }
    return Bech32m.encode(PREFIX, secret).toUpperCase(Locale.ROOT);
  }

  byte[] secret() {
    return secret;
  }

  /** Nothing of the secret. */
  @Override
  public String toString() {
    return "a state key of type " + type;
  }
}
