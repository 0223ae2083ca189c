package dev.gantry.resources.yaml;

import dev.gantry.resources.address.ResourceAddress;
import dev.gantry.resources.kind.Kind;
import dev.gantry.resources.kind.SpecModel;
import dev.gantry.resources.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Writes a resource as a person would: fields in the order of the reference, two spaces a level,
 * quotes where a text could be read as something else. Same resource, same bytes.
 */
public final class YamlText {
  private static final Pattern PLAIN =
      Pattern.compile("[A-Za-z/][A-Za-z0-9._/-]*|[0-9]+(\\.[0-9]+){2,3}(/[0-9]+)?");
  private static final Set<String> WORDS =
      Set.of("true", "false", "null", "yes", "no", "on", "off", "y", "n");
  private static final String STEP = "  ";

  private final StringBuilder text = new StringBuilder();

  private YamlText() {}

  /**
   * One document.
   *
   * @param spec the fields to write; none with an unknown value
   * @param remarks lines of comment before it
   */
  public static String document(
      Kind<?> kind, ResourceAddress address, Value.Fields spec, List<String> remarks) {
    YamlText yaml = new YamlText();
    remarks.forEach(remark -> yaml.text.append("# ").append(line(remark)).append('\n'));
    yaml.text.append("apiVersion: ").append(Envelope.API_VERSION).append('\n');
    yaml.text.append("kind: ").append(kind.name()).append("\nmetadata:\n  name: ");
    yaml.text.append(scalar(address.name())).append("\nspec:\n");
    for (String name : SpecModel.of(kind.spec()).names()) {
      spec.find(name).ifPresent(value -> yaml.entry(name, value, STEP));
    }
    return yaml.text.toString();
  }

  private void entry(String name, Value value, String indent) {
    text.append(indent).append(scalar(name)).append(':');
    switch (value) {
      case Value.Fields fields when fields.entries().isEmpty() -> text.append(" {}\n");
      case Value.Fields fields -> {
        text.append('\n');
        fields.entries().forEach((inner, item) -> entry(inner, item, indent + STEP));
      }
      case Value.Many(List<Value> items) when items.isEmpty() -> text.append(" []\n");
      case Value.Many(List<Value> items) -> {
        text.append('\n');
        items.forEach(item -> item(item, indent + STEP));
      }
      case Value.Text(String words) -> text.append(' ').append(scalar(words)).append('\n');
      case Value.Whole(long number) -> text.append(' ').append(number).append('\n');
      case Value.Flag(boolean on) -> text.append(' ').append(on).append('\n');
      case Value.Unknown(String because) ->
          throw new IllegalArgumentException(name + " waits for " + because);
      case Value.Sealed _ -> throw new IllegalArgumentException(name + " is a secret");
    }
  }

  /** Groups in a list are written on one line: they are small. */
  private void item(Value item, String indent) {
    text.append(indent).append("- ").append(flow(item)).append('\n');
  }

  private static String flow(Value value) {
    return switch (value) {
      case Value.Text(String words) -> scalar(words);
      case Value.Whole(long number) -> Long.toString(number);
      case Value.Flag(boolean on) -> Boolean.toString(on);
      case Value.Many(List<Value> items) ->
          "[" + String.join(", ", items.stream().map(YamlText::flow).toList()) + "]";
      case Value.Fields fields -> {
        List<String> entries = new ArrayList<>();
        fields.entries().forEach((name, inner) -> entries.add(scalar(name) + ": " + flow(inner)));
        yield "{" + String.join(", ", entries) + "}";
      }
      case Value.Unknown(String because) ->
          throw new IllegalArgumentException("a value waits for " + because);
      case Value.Sealed _ -> throw new IllegalArgumentException("a value is a secret");
    };
  }

  /** A text of any characters, on one line; references in it are kept from being read as such. */
  private static String scalar(String words) {
    if (PLAIN.matcher(words).matches() && !WORDS.contains(words)) {
      return words;
    }
    StringBuilder quoted = new StringBuilder("\"");
    words
        .replace("${", "$${")
        .codePoints()
        .forEach(
            point -> {
              if (point == '"' || point == '\\') {
                quoted.append('\\').appendCodePoint(point);
              } else if (isPrintable(point)) {
                quoted.appendCodePoint(point);
              } else {
                quoted.append(String.format("\\U%08x", point));
              }
            });
    return quoted.append('"').toString();
  }

  private static String line(String words) {
    StringBuilder line = new StringBuilder();
    words.codePoints().forEach(point -> line.appendCodePoint(isPrintable(point) ? point : ' '));
    return line.toString();
  }

  private static boolean isPrintable(int point) {
    return switch (Character.getType(point)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.UNASSIGNED ->
          false;
      default -> true;
    };
  }
}
