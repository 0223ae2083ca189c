package dev.gantry.state.json;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;

/**
 * One JSON object being read by its field names; every error names the field by its path. A field
 * that the reader did not ask for is an error too: see {@link #allow}.
 */
public final class JsonObject {
  private final JsonNode node;
  private final String path;

  private JsonObject(JsonNode node, String path) {
    this.node = node;
    this.path = path;
  }

  /**
   * Begins to read a node.
   *
   * @param path for error messages; empty for the document itself
   * @throws MalformedJsonException when the node is something else
   */
  public static JsonObject of(JsonNode node, String path) {
    if (!node.isObject()) {
      throw new MalformedJsonException((path.isEmpty() ? "it" : path) + " is not an object");
    }
    return new JsonObject(node, path);
  }

  /** Refuses fields of other names: what is not understood must not be dropped by a rewrite. */
  public JsonObject allow(String... names) {
    List<String> known = List.of(names);
    for (String name : node.propertyNames()) {
      if (!known.contains(name)) {
        throw new MalformedJsonException(pathOf(name) + " is not a field of this format");
      }
    }
    return this;
  }

  /** A field of any type. */
  public JsonNode any(String name) {
    JsonNode value = node.get(name);
    if (value == null) {
      throw new MalformedJsonException(pathOf(name) + " is missing");
    }
    return value;
  }

  /** A field of any type that may be left out. */
  public Optional<JsonNode> find(String name) {
    return Optional.ofNullable(node.get(name));
  }

  /** A text. */
  public String text(String name) {
    JsonNode value = any(name);
    if (!value.isString()) {
      throw new MalformedJsonException(pathOf(name) + " is not text");
    }
    return value.stringValue();
  }

  /** A whole number of 0 or more. */
  public long count(String name) {
    JsonNode value = any(name);
    if (!value.isIntegralNumber() || !value.canConvertToLong() || value.longValue() < 0) {
      throw new MalformedJsonException(pathOf(name) + " is not a whole number of 0 or more");
    }
    return value.longValue();
  }

  /** True or false. */
  public boolean flag(String name) {
    JsonNode value = any(name);
    if (!value.isBoolean()) {
      throw new MalformedJsonException(pathOf(name) + " is neither true nor false");
    }
    return value.booleanValue();
  }

  /** A time, as ISO 8601 in UTC. */
  public Instant time(String name) {
    return parsed(
        name,
        text -> {
          try {
            return Optional.of(Instant.parse(text));
          } catch (DateTimeException _) {
            return Optional.empty();
          }
        },
        "a time such as 2026-01-31T12:00:00Z");
  }

  /**
   * A text that a parser understands.
   *
   * @param what completes the sentence "… is not …"
   */
  public <T> T parsed(String name, Function<String, Optional<T>> parser, String what) {
    return parser
        .apply(text(name))
        .orElseThrow(() -> new MalformedJsonException(pathOf(name) + " is not " + what));
  }

  /** A nested object. */
  public JsonObject object(String name) {
    return of(any(name), pathOf(name));
  }

  /** The objects of a list. */
  public List<JsonObject> objects(String name) {
    List<JsonObject> objects = new ArrayList<>();
    for (JsonNode item : items(name)) {
      objects.add(of(item, pathOf(name) + "[" + objects.size() + "]"));
    }
    return objects;
  }

  /** The texts of a list. */
  public List<String> texts(String name) {
    List<String> texts = new ArrayList<>();
    for (JsonNode item : items(name)) {
      if (!item.isString()) {
        throw new MalformedJsonException(pathOf(name) + "[" + texts.size() + "] is not text");
      }
      texts.add(item.stringValue());
    }
    return texts;
  }

  /** The names of all fields, in their order. */
  public List<String> names() {
    return List.copyOf(node.propertyNames());
  }

  /** The path of a field, for an error of the caller's own. */
  public String pathOf(String name) {
    return path.isEmpty() ? name : path + "." + name;
  }

  private List<JsonNode> items(String name) {
    JsonNode list = any(name);
    if (!list.isArray()) {
      throw new MalformedJsonException(pathOf(name) + " is not a list");
    }
    return List.copyOf(list.values());
  }
}
