package dev.gantry.resources.diagnostic;

/** Shows what a person or a machine wrote inside a message, harmless for a terminal. */
public final class Quote {
  private static final int LONGEST = 80;

  private Quote() {}

  /** The text in double quotes, control characters escaped, cut after 80 characters. */
  public static String of(String text) {
    StringBuilder quoted = new StringBuilder("\"");
    text.codePoints().limit(LONGEST).forEach(point -> append(quoted, point));
    return quoted.append(text.codePointCount(0, text.length()) > LONGEST ? "…\"" : "\"").toString();
  }

  private static void append(StringBuilder quoted, int point) {
    if (point == '\n') {
      quoted.append("\\n");
    } else if (isHarmless(point)) {
      quoted.appendCodePoint(point);
    } else {
      quoted.append(point < 0x100 ? "\\x%02x".formatted(point) : "\\u%04x".formatted(point));
    }
  }

  /**
   * Whether a character shows as itself. Control characters may command a terminal, and the
   * characters that turn the writing direction make a line read otherwise than it is.
   */
  public static boolean isHarmless(int point) {
    boolean turning = (point >= 0x202A && point <= 0x202E) || (point >= 0x2066 && point <= 0x2069);
    boolean separator = point == 0x2028 || point == 0x2029 || point == 0xFEFF;
    boolean surrogate = point >= 0xD800 && point <= 0xDFFF;
    boolean noCharacter = (point & 0xFFFE) == 0xFFFE;
    return !Character.isISOControl(point) && !turning && !separator && !surrogate && !noCharacter;
  }
}
