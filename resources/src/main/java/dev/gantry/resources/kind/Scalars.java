package dev.gantry.resources.kind;

import dev.gantry.resources.value.Value;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Reads a scalar's raw text by the type that is wanted, never by what the text looks like: {@code
 * 1.30} stays a version and {@code 0644} a mode.
 */
public final class Scalars {
  private static final Pattern WHOLE = Pattern.compile("-?(0|[1-9][0-9]{0,18})");

  private Scalars() {}

  /** What became of a text. */
  public sealed interface Result {
    /** It has the type. */
    record Good(Value value) implements Result {}

    /**
     * It has not.
     *
     * @param code of the diagnostic, for example {@code out-of-range}
     * @param expected ends the sentence "It must be …", without a full stop
     */
    record Bad(String code, String expected) implements Result {}
  }

  /** Reads the text as the type. */
  public static Result read(FieldType.Leaf type, String text) {
    return switch (type) {
      case FieldType.Text(var format, _) -> text(format, text);
      case FieldType.Whole whole -> whole(whole, text);
      case FieldType.Flag flag ->
          switch (text) {
            case "true" -> new Result.Good(Value.of(true));
            case "false" -> new Result.Good(Value.of(false));
            default -> new Result.Bad("wrong-type", flag.description());
          };
      case FieldType.Choice choice ->
          choice.constant(text).isPresent()
              ? new Result.Good(Value.of(text))
              : new Result.Bad("unknown-choice", choice.description());
    };
  }

  /**
   * Reads the text as the type without its form and bounds: for what was recorded or observed,
   * which is as it is. A newer, stricter kind must still be able to read it, if only to destroy it.
   */
  static Result readLoosely(FieldType.Leaf type, String text) {
    return switch (type) {
      case FieldType.Text _ -> new Result.Good(Value.of(text));
      case FieldType.Whole(_, _, boolean wide) ->
          whole(
              wide
                  ? new FieldType.Whole(Long.MIN_VALUE, Long.MAX_VALUE, true)
                  : new FieldType.Whole(Integer.MIN_VALUE, Integer.MAX_VALUE, false),
              text);
      case FieldType.Flag _, FieldType.Choice _ -> read(type, text);
    };
  }

  private static Result text(Optional<TextFormat> format, String text) {
    Optional<String> expected =
        format.isPresent()
            ? TextFormats.missed(format.get(), text)
            : TextFormats.unprintable(text)
                ? Optional.of("text without control characters")
                : Optional.empty();
    return expected.isPresent()
        ? new Result.Bad("bad-format", expected.get())
        : new Result.Good(Value.of(text));
  }

  private static Result whole(FieldType.Whole type, String text) {
    if (!WHOLE.matcher(text).matches()) {
      return new Result.Bad("wrong-type", type.description());
    }
    try {
      long number = Long.parseLong(text);
      if (number >= type.min() && number <= type.max()) {
        return new Result.Good(Value.of(number));
      }
    } catch (NumberFormatException _) {
      // More than a long holds is out of every range.
    }
    return new Result.Bad("out-of-range", "from " + type.min() + " to " + type.max());
  }
}
