package dev.gantry.resources.encoding;

import java.io.ByteArrayOutputStream;
import java.util.Locale;
import java.util.Optional;

/**
 * Bech32m (BIP-350): a prefix that says what it is, {@code 1}, the bytes in groups of five bits,
 * and six characters by which every error of up to four characters is found, and one in a thousand
 * million of worse ones is not. Written here because the libraries that have it are those of
 * Bitcoin wallets. There is no limit of length but the caller's.
 *
 * <p>The bytes may be a private key: nothing of them is in an exception.
 */
public final class Bech32m {
  private static final String ALPHABET = "qpzry9x8gf2tvdw0s3jn54khce6mua7l";
  private static final int[] GENERATOR = {
    0x3b6a57b2, 0x26508e6d, 0x1ea119fa, 0x3d4233dd, 0x2a1462b3
  };
  private static final int CONSTANT = 0x2bc830a3;
  private static final int CHECKSUM = 6;

  private Bech32m() {}

  /**
   * The text of some bytes, in lower case.
   *
   * @param prefix lower case letters, digits and dashes
   */
  public static String encode(String prefix, byte[] bytes) {
    int[] groups = regrouped(bytes);
    StringBuilder text = new StringBuilder(prefix).append('1');
    for (int group : groups) {
      text.append(ALPHABET.charAt(group));
    }
    int checksum = polymod(prefix, groups, new int[CHECKSUM]) ^ CONSTANT;
    for (int i = 0; i < CHECKSUM; i++) {
      text.append(ALPHABET.charAt((checksum >>> (5 * (CHECKSUM - 1 - i))) & 31));
    }
    return text.toString();
  }

  /**
   * The bytes of a text; empty when it has another prefix, was mistyped or cut, or mixes upper and
   * lower case.
   */
  public static Optional<byte[]> decode(String prefix, String text) {
    String lower = text.toLowerCase(Locale.ROOT);
    boolean oneCase = text.equals(lower) || text.equals(text.toUpperCase(Locale.ROOT));
    int length = lower.length() - prefix.length() - 1;
    if (!oneCase || length < CHECKSUM || !lower.startsWith(prefix + "1")) {
      return Optional.empty();
    }
    int[] groups = new int[length - CHECKSUM];
    int[] checksum = new int[CHECKSUM];
    for (int i = 0; i < length; i++) {
      int group = ALPHABET.indexOf(lower.charAt(prefix.length() + 1 + i));
      if (group < 0) {
        return Optional.empty();
      }
      if (i < groups.length) {
        groups[i] = group;
      } else {
        checksum[i - groups.length] = group;
      }
    }
    return polymod(prefix, groups, checksum) == CONSTANT ? bytes(groups) : Optional.empty();
  }

  /** The remainder of BIP-173, section "Checksum". */
  private static int polymod(String prefix, int[] groups, int[] checksum) {
    int remainder = 1;
    for (int i = 0; i < prefix.length(); i++) {
      remainder = step(remainder, prefix.charAt(i) >>> 5);
    }
    remainder = step(remainder, 0);
    for (int i = 0; i < prefix.length(); i++) {
      remainder = step(remainder, prefix.charAt(i) & 31);
    }
    for (int group : groups) {
      remainder = step(remainder, group);
    }
    for (int group : checksum) {
      remainder = step(remainder, group);
    }
    return remainder;
  }

  private static int step(int remainder, int group) {
    int next = ((remainder & 0x1ffffff) << 5) ^ group;
    for (int i = 0; i < GENERATOR.length; i++) {
      if (((remainder >>> (25 + i)) & 1) == 1) {
        next ^= GENERATOR[i];
      }
    }
    return next;
  }

  private static int[] regrouped(byte[] bytes) {
    int[] groups = new int[(bytes.length * 8 + 4) / 5];
    for (int bit = 0; bit < bytes.length * 8; bit++) {
      int value = (bytes[bit / 8] >>> (7 - bit % 8)) & 1;
      groups[bit / 5] |= value << (4 - bit % 5);
    }
    return groups;
  }

  /** Empty when bits are left over that no bytes would have left. */
  private static Optional<byte[]> bytes(int[] groups) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    int held = 0;
    int bits = 0;
    for (int group : groups) {
      held = ((held << 5) | group) & 0xfff;
      bits += 5;
      if (bits >= 8) {
        bits -= 8;
        bytes.write((held >>> bits) & 0xff);
      }
    }
    boolean clean = bits < 5 && (held & ((1 << bits) - 1)) == 0;
    return clean ? Optional.of(bytes.toByteArray()) : Optional.empty();
  }
}
