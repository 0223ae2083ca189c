package dev.gantry.resources.value;

/**
 * Writes a value tree as JSON (RFC 8259): names sorted, the same bytes for the same tree always.
 * For digests and for the schema. Reading JSON, and JSON with types, is the state's: this module
 * has no JSON library, and writing needs none.
 */
public final class CanonicalJson {
  private final StringBuilder out = new StringBuilder();
  private final boolean indented;

  private CanonicalJson(boolean indented) {
    this.indented = indented;
  }

  /** On one line without spaces. An unknown value is a JSON null. */
  public static String compact(Value value) {
    return written(value, false);
  }

  /** Indented by two spaces, with a line break at the end. */
  public static String indented(Value value) {
    return written(value, true) + "\n";
  }

  private static String written(Value value, boolean indented) {
    CanonicalJson writer = new CanonicalJson(indented);
    writer.write(value, 1);
    return writer.out.toString();
  }

  private void write(Value value, int depth) {
    switch (value) {
      case Value.Text(String text) -> quote(text);
      case Value.Whole(long number) -> out.append(number);
      case Value.Flag(boolean on) -> out.append(on);
      case Value.Unknown _ -> out.append("null");
      case Value.Sealed(String text) -> {
        out.append("{\"$sealed\":");
        quote(text);
        out.append('}');
      }
      case Value.Many many -> many(many, depth);
      case Value.Fields fields -> fields(fields, depth);
    }
  }

  private void many(Value.Many many, int depth) {
    String separator = "[";
    for (Value item : many.items()) {
      out.append(separator);
      line(depth);
      write(item, depth + 1);
      separator = ",";
    }
    end(many.items().isEmpty(), "[", "]", depth);
  }

  private void fields(Value.Fields fields, int depth) {
    String separator = "{";
    for (var entry : fields.entries().entrySet()) {
      out.append(separator);
      line(depth);
      quote(entry.getKey());
      out.append(indented ? ": " : ":");
      write(entry.getValue(), depth + 1);
      separator = ",";
    }
    end(fields.entries().isEmpty(), "{", "}", depth);
  }

  private void end(boolean empty, String open, String close, int depth) {
    if (empty) {
      out.append(open);
    } else {
      line(depth - 1);
    }
    out.append(close);
  }

  private void line(int depth) {
    if (indented) {
      out.append('\n').append("  ".repeat(depth));
    }
  }

  private void quote(String text) {
    out.append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\') {
        out.append('\\').append(c);
      } else if (c < 0x20 || Character.isSurrogate(c)) {
        out.append("\\u%04x".formatted((int) c));
      } else {
        out.append(c);
      }
    }
    out.append('"');
  }
}
