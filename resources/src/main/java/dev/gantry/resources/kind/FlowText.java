package dev.gantry.resources.kind;

import dev.gantry.resources.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Reads the text of {@link Default}: the small part of YAML flow style that defaults need, every
 * leaf as text. The YAML library is not used because it is known in one package only, which knows
 * this one.
 */
final class FlowText {
  private final String text;
  private int at;

  private FlowText(String text) {
    this.text = text;
  }

  /**
   * @throws IllegalArgumentException when the text has another form: a mistake in a kind
   */
  static Value parse(String text) {
    FlowText reader = new FlowText(text.strip());
    if (!reader.text.startsWith("[") && !reader.text.startsWith("{") && !reader.quoted()) {
      return new Value.Text(reader.text);
    }
    Value value = reader.value();
    if (reader.at != reader.text.length()) {
      throw reader.mistake();
    }
    return value;
  }

  private boolean quoted() {
    return text.startsWith("\"");
  }

  private Value value() {
    return switch (peek()) {
      case '[' -> list();
      case '{' -> fields();
      default -> new Value.Text(leaf());
    };
  }

  private Value list() {
    List<Value> items = new ArrayList<>();
    at++;
    while (peek() != ']') {
      items.add(value());
      separator(']');
    }
    at++;
    return new Value.Many(items);
  }

  private Value fields() {
    SortedMap<String, Value> entries = new TreeMap<>();
    at++;
    while (peek() != '}') {
      String name = leaf();
      if (peek() != ':') {
        throw mistake();
      }
      at++;
      entries.put(name, value());
      separator('}');
    }
    at++;
    return new Value.Fields(entries);
  }

  private void separator(char end) {
    char next = peek();
    if (next == ',') {
      at++;
    } else if (next != end) {
      throw mistake();
    }
  }

  private String leaf() {
    boolean quoted = peek() == '"';
    int start = quoted ? ++at : at;
    String ends = quoted ? "\"" : ",]}:";
    while (at < text.length() && ends.indexOf(text.charAt(at)) < 0) {
      at++;
    }
    String leaf = text.substring(start, at);
    at += quoted ? 1 : 0;
    return quoted ? leaf : leaf.strip();
  }

  private char peek() {
    while (at < text.length() && text.charAt(at) == ' ') {
      at++;
    }
    if (at >= text.length()) {
      throw mistake();
    }
    return text.charAt(at);
  }

  private IllegalArgumentException mistake() {
    return new IllegalArgumentException("not a default: " + text);
  }
}
