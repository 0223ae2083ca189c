package dev.gantry.cli.render;

import dev.gantry.resources.value.Value;
import java.util.List;

/** One value on one line: what does not need to be taken apart. */
final class ValueText {
  private ValueText() {}

  static String of(Value value) {
    return switch (value) {
      case Value.Text(String text) -> quoted(text);
      case Value.Whole(long number) -> String.valueOf(number);
      case Value.Flag(boolean on) -> String.valueOf(on);
      case Value.Unknown _ -> "(known after apply)";
      case Value.Sealed secret -> secret.toString();
      case Value.Many(List<Value> items) ->
          items.isEmpty()
              ? "[]"
              : "[" + String.join(", ", items.stream().map(ValueText::of).toList()) + "]";
      case Value.Fields fields -> {
        List<String> entries =
            fields.entries().entrySet().stream()
                .map(entry -> name(entry.getKey()) + " = " + of(entry.getValue()))
                .toList();
        yield entries.isEmpty() ? "{}" : "{ " + String.join(", ", entries) + " }";
      }
    };
  }

  /** A field's name, quoted where it is not a plain word. */
  static String name(String name) {
    return name.matches("[A-Za-z_][A-Za-z0-9_-]*") ? name : quoted(name);
  }

  /** In quotes, with everything escaped that would command a terminal or break the line. */
  static String quoted(String text) {
    StringBuilder quoted = new StringBuilder("\"");
    text.codePoints().forEach(point -> append(quoted, point));
    return quoted.append('"').toString();
  }

  private static void append(StringBuilder quoted, int point) {
    switch (point) {
      case '"', '\\' -> quoted.append('\\').appendCodePoint(point);
      case '\n' -> quoted.append("\\n");
      case '\t' -> quoted.append("\\t");
      case '\r' -> quoted.append("\\r");
      default -> {
        if (Character.isISOControl(point) || Character.getType(point) == Character.FORMAT) {
          quoted.append(String.format("\\u%04x", point));
        } else {
          quoted.appendCodePoint(point);
        }
      }
    }
  }
}
