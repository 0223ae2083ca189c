package dev.gantry.state.json;

import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.util.DefaultIndenter;
import tools.jackson.core.util.DefaultPrettyPrinter;
import tools.jackson.core.util.Separators;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.json.JsonMapper;

/**
 * The one JSON mapper. Trees are read and written by hand, field by field: binding to classes by
 * reflection costs a short-lived process more than all of its work. Safe for use by several
 * threads.
 */
public final class Json {
  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .build();

  private static final ObjectWriter PRETTY = MAPPER.writer().with(prettyPrinter());

  private Json() {}

  /**
   * Reads one document, which must be all of the text.
   *
   * @throws MalformedJsonException with line and column, both counted from 1
   */
  public static JsonNode parse(String text) {
    try {
      JsonNode tree = MAPPER.readTree(text);
      if (tree.isMissingNode()) {
        throw new MalformedJsonException("it is empty");
      }
      return tree;
    } catch (JacksonException e) {
      TokenStreamLocation at = e.getLocation();
      String place =
          at == null ? "" : "line " + at.getLineNr() + ", column " + at.getColumnNr() + ": ";
      throw new MalformedJsonException(place + e.getOriginalMessage());
    }
  }

  /** One line, without a line break. */
  public static String compact(JsonNode tree) {
    return MAPPER.writeValueAsString(tree);
  }

  /** Two spaces a level, one item a line, a line break at the end: what git shows well. */
  public static String pretty(JsonNode tree) {
    return PRETTY.writeValueAsString(tree) + "\n";
  }

  private static DefaultPrettyPrinter prettyPrinter() {
    DefaultIndenter lines = new DefaultIndenter("  ", "\n");
    Separators separators =
        Separators.createDefaultInstance()
            .withObjectNameValueSpacing(Separators.Spacing.AFTER)
            .withObjectEmptySeparator("")
            .withArrayEmptySeparator("");
    return new DefaultPrettyPrinter(separators).withObjectIndenter(lines).withArrayIndenter(lines);
  }
}
