package dev.gantry.resources.kind;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Durations as configuration writes them: whole numbers with a unit, {@code ms}, {@code s}, {@code
 * m} or {@code h}, such as {@code 300ms} or {@code 1h30m}.
 */
public final class Durations {
  private static final Pattern PART = Pattern.compile("([0-9]{1,9})(ms|s|m|h)");
  private static final Pattern WHOLE =
      Pattern.compile("([0-9]{1,9}h)?([0-9]{1,9}m)?([0-9]{1,9}s)?([0-9]{1,9}ms)?");

  private Durations() {}

  /** Whether the text is a duration. */
  public static boolean isDuration(String text) {
    return !text.isEmpty() && WHOLE.matcher(text).matches();
  }

  /**
   * Reads a duration.
   *
   * @throws IllegalArgumentException when the text has another form
   */
  public static Duration parse(String text) {
    if (!isDuration(text)) {
      throw new IllegalArgumentException("not a duration: " + text);
    }
    Duration sum = Duration.ZERO;
    Matcher parts = PART.matcher(text);
    while (parts.find()) {
      sum = sum.plus(part(Long.parseLong(parts.group(1)), parts.group(2)));
    }
    return sum;
  }

  private static Duration part(long amount, String unit) {
    return switch (unit) {
      case "ms" -> Duration.ofMillis(amount);
      case "s" -> Duration.ofSeconds(amount);
      case "m" -> Duration.ofMinutes(amount);
      default -> Duration.ofHours(amount);
    };
  }
}
