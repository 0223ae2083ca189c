package dev.gantry.resources.config;

import dev.gantry.resources.address.ResourceAddress;
import dev.gantry.resources.diagnostic.Quote;
import dev.gantry.resources.value.AttributePath;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Text with references in it: {@code ${var.x}}, {@code ${env.X}}, {@code ${file.path}} and {@code
 * ${Kind/name.attribute}}. A dollar sign more before the brace keeps it as text.
 */
public record Template(List<Part> parts) {
  private static final String OPEN = "${";
  private static final Pattern NAMED =
      Pattern.compile("(?<scope>var|env)\\.(?<name>[A-Za-z_][A-Za-z0-9_-]*)");

  public Template {
    parts = List.copyOf(parts);
  }

  /** A piece of a template. */
  public sealed interface Part {
    /** Text as it is. */
    record Literal(String text) implements Part {}

    /** The value of a variable of the Project. */
    record Variable(String name) implements Part {}

    /** An environment variable of the gantry process. */
    record Environment(String name) implements Part {}

    /** The text of a file in the configuration's folder. */
    record FileText(String path) implements Part {}

    /** An attribute of another resource. */
    record Attribute(ResourceAddress target, AttributePath path) implements Part {}
  }

  /** A reference that cannot be read. */
  public static final class MalformedException extends Exception {
    private static final long serialVersionUID = 1L;

    private final String expression;
    private final String reason;

    MalformedException(String expression, String reason) {
      super(expression + ": " + reason);
      this.expression = expression;
      this.reason = reason;
    }

    /** Why, and how references are written: one or two sentences. */
    public String reason() {
      return reason;
    }

    /** The reference with its braces, as written. */
    public String expression() {
      return expression;
    }
  }

  /** Whether the text may hold references at all: a quick look before {@link #parse}. */
  public static boolean isTemplate(String text) {
    return text.contains(OPEN);
  }

  /**
   * Reads a text.
   *
   * @throws MalformedException naming the first reference that cannot be read, and why
   */
  public static Template parse(String text) throws MalformedException {
    List<Part> parts = new ArrayList<>();
    StringBuilder literal = new StringBuilder();
    int at = 0;
    for (int open = text.indexOf(OPEN); open >= 0; open = text.indexOf(OPEN, at)) {
      if (open > at && text.charAt(open - 1) == '$') {
        literal.append(text, at, open - 1).append(OPEN);
        at = open + OPEN.length();
        continue;
      }
      literal.append(text, at, open);
      int close = text.indexOf('}', open);
      if (close < 0) {
        throw new MalformedException(text.substring(open), "It has no closing brace.");
      }
      flush(literal, parts);
      parts.add(part(text.substring(open, close + 1)));
      at = close + 1;
    }
    literal.append(text, at, text.length());
    flush(literal, parts);
    return new Template(parts);
  }

  private static void flush(StringBuilder literal, List<Part> parts) {
    if (!literal.isEmpty()) {
      parts.add(new Part.Literal(literal.toString()));
      literal.setLength(0);
    }
  }

  private static Part part(String expression) throws MalformedException {
    String inner = expression.substring(OPEN.length(), expression.length() - 1).strip();
    Matcher named = NAMED.matcher(inner);
    if (named.matches()) {
      String name = named.group("name");
      return named.group("scope").equals("var")
          ? new Part.Variable(name)
          : new Part.Environment(name);
    }
    if (inner.startsWith("file.") && inner.length() > "file.".length()) {
      return new Part.FileText(inner.substring("file.".length()));
    }
    Optional<Part> attribute = attribute(inner);
    if (attribute.isPresent()) {
      return attribute.get();
    }
    boolean whole = ResourceAddress.parse(inner).isPresent();
    throw new MalformedException(
        expression,
        whole
            ? "It names a resource but none of its attributes: write ${" + inner + ".attribute}."
            : "References are ${var.name}, ${env.NAME}, ${file.path} and ${Kind/name.attribute};"
                + " a plain "
                + Quote.of(OPEN)
                + " is written $${.");
  }

  private static Optional<Part> attribute(String inner) {
    int end = 0;
    while (end < inner.length() && inner.charAt(end) != '.' && inner.charAt(end) != '[') {
      end++;
    }
    String path = inner.substring(end);
    return ResourceAddress.parse(inner.substring(0, end))
        .flatMap(
            target ->
                AttributePath.parse(path.startsWith(".") ? path.substring(1) : path)
                    .map(attribute -> new Part.Attribute(target, attribute)));
  }

  /** The only part, when the text is one reference and nothing else. */
  public Optional<Part> whole() {
    return parts.size() == 1 && !(parts.getFirst() instanceof Part.Literal)
        ? Optional.of(parts.getFirst())
        : Optional.empty();
  }

  /** A part as it is written in a template. */
  public static String written(Part part) {
    return switch (part) {
      case Part.Literal(String text) -> text.replace(OPEN, "$" + OPEN);
      case Part.Variable(String name) -> "${var." + name + "}";
      case Part.Environment(String name) -> "${env." + name + "}";
      case Part.FileText(String path) -> "${file." + path + "}";
      case Part.Attribute(ResourceAddress target, AttributePath path) ->
          "${" + attributeName(target, path) + "}";
    };
  }

  /** An attribute with its resource: {@code Node/cp-1.facts.machineId}. */
  public static String attributeName(ResourceAddress target, AttributePath path) {
    String attribute = path.toString();
    return target + (attribute.startsWith("[") ? "" : ".") + attribute;
  }

  @Override
  public String toString() {
    return parts.stream().map(Template::written).collect(Collectors.joining());
  }
}
