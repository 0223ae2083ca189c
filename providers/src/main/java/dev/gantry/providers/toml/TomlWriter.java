package dev.gantry.providers.toml;

import java.util.Map;
import tools.jackson.databind.JsonNode;

/**
 * Writes a tree with a header line a table, in the tree's own order. Jackson's TOML generator would
 * write every value on a line of its own with its full dotted key: right, but nothing that a person
 * who debugs a container runtime wants to read.
 */
final class TomlWriter {
  private final StringBuilder out = new StringBuilder();

  private TomlWriter() {}

  /** The document, each line ended. */
  static String write(JsonNode root) {
    TomlWriter writer = new TomlWriter();
    writer.table("", root);
    return writer.out.toString();
  }

  private void table(String path, JsonNode table) {
    boolean hasValues = table.properties().stream().anyMatch(entry -> !entry.getValue().isObject());
    if (!path.isEmpty() && (hasValues || table.isEmpty())) {
      out.append(out.isEmpty() ? "" : "\n").append('[').append(path).append("]\n");
    }
    for (Map.Entry<String, JsonNode> entry : table.properties()) {
      if (!entry.getValue().isObject()) {
        out.append(TomlKey.written(entry.getKey())).append(" = ").append(value(entry.getValue()));
        out.append('\n');
      }
    }
    for (Map.Entry<String, JsonNode> entry : table.properties()) {
      if (entry.getValue().isObject()) {
        String name = TomlKey.written(entry.getKey());
        table(path.isEmpty() ? name : path + "." + name, entry.getValue());
      }
    }
  }

  /** A value in one line; tables inside it as inline tables. */
  static String value(JsonNode value) {
    if (value.isArray()) {
      return "[" + String.join(", ", value.valueStream().map(TomlWriter::value).toList()) + "]";
    }
    if (value.isObject()) {
      return "{"
          + String.join(
              ", ",
              value.properties().stream()
                  .map(entry -> TomlKey.written(entry.getKey()) + " = " + value(entry.getValue()))
                  .toList())
          + "}";
    }
    // Dates are Java objects in the tree, and are written as ISO 8601, which is TOML's form.
    return value.isString() ? quoted(value.stringValue()) : value.asString();
  }

  /** A basic string with its escapes. */
  static String quoted(String text) {
    StringBuilder quoted = new StringBuilder("\"");
    text.codePoints().forEach(point -> escape(point, quoted));
    return quoted.append('"').toString();
  }

  private static void escape(int point, StringBuilder into) {
    switch (point) {
      case '"' -> into.append("\\\"");
      case '\\' -> into.append("\\\\");
      case '\n' -> into.append("\\n");
      case '\t' -> into.append("\\t");
      case '\r' -> into.append("\\r");
      default -> {
        if (Character.isISOControl(point)) {
          into.append("\\u%04X".formatted(point));
        } else {
          into.appendCodePoint(point);
        }
      }
    }
  }
}
