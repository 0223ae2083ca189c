package dev.gantry.providers.toml;

import java.util.List;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.toml.TomlMapper;

/**
 * A TOML file as a tree in which single values are read and changed. Order is kept, comments are
 * not. Not safe for use by several threads.
 */
public final class TomlDocument {
  private static final TomlMapper MAPPER = new TomlMapper();

  private final ObjectNode root;

  private TomlDocument(ObjectNode root) {
    this.root = root;
  }

  /** A document without a value. */
  public static TomlDocument empty() {
    return new TomlDocument(MAPPER.createObjectNode());
  }

  /**
   * Reads a document; blank text is an empty one.
   *
   * @throws TomlException when the text is not TOML
   */
  public static TomlDocument parse(String text) throws TomlException {
    try {
      return MAPPER.readTree(text) instanceof ObjectNode table ? new TomlDocument(table) : empty();
    } catch (JacksonException e) {
      throw new TomlException(e.getOriginalMessage(), e.getLocation().getLineNr());
    }
  }

  /** The value at a key. */
  public Optional<JsonNode> find(TomlKey key) {
    JsonNode at = root;
    for (String part : key.parts()) {
      at = at.path(part);
    }
    return at.isMissingNode() ? Optional.empty() : Optional.of(at);
  }

  /** The value at a key as TOML writes it in one line. */
  public Optional<String> text(TomlKey key) {
    return find(key).map(TomlWriter::value);
  }

  /** Sets a value; tables on the way are made, and a value that stands in the way is replaced. */
  public void set(TomlKey key, JsonNode value) {
    List<String> parts = key.parts();
    ObjectNode table = root;
    for (String part : parts.subList(0, parts.size() - 1)) {
      table = table.path(part) instanceof ObjectNode below ? below : table.putObject(part);
    }
    table.set(parts.getLast(), value);
  }

  /** Removes a value, and the tables that are empty without it. */
  public void remove(TomlKey key) {
    remove(root, key.parts());
  }

  private static void remove(ObjectNode table, List<String> parts) {
    if (parts.size() == 1) {
      table.remove(parts.getFirst());
    } else if (table.path(parts.getFirst()) instanceof ObjectNode below) {
      remove(below, parts.subList(1, parts.size()));
      if (below.isEmpty()) {
        table.remove(parts.getFirst());
      }
    }
  }

  /** Whether there is no value at all. */
  public boolean isEmpty() {
    return root.isEmpty();
  }

  /** The document as text: the same tree gives the same bytes. */
  public String write() {
    return TomlWriter.write(root);
  }

  /**
   * Reads one value as a person writes it: {@code true}, {@code 3}, {@code ["a"]}; what starts like
   * no TOML value is text.
   *
   * @throws TomlException when the text starts as a quoted text, a list or an inline table and is
   *     none
   */
  public static JsonNode value(String text) throws TomlException {
    try {
      return MAPPER.readTree("value = " + text).path("value");
    } catch (JacksonException e) {
      if (!text.isEmpty() && "\"'[{".indexOf(text.charAt(0)) >= 0) {
        throw new TomlException(e.getOriginalMessage(), 1);
      }
      return MAPPER.getNodeFactory().stringNode(text);
    }
  }
}
