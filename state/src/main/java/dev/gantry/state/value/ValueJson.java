package dev.gantry.state.value;

import dev.gantry.resources.value.Value;
import dev.gantry.state.json.MalformedJsonException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Value trees to JSON and back, without loss: text, whole numbers, booleans, lists and objects as
 * themselves.
 *
 * <p>{@link Value.Unknown} is {@code {"$unknown": "because"}} and {@link Value.Sealed} is {@code
 * {"$sealed": "v1:…"}}. So that no field can be mistaken for either, a field whose own name starts
 * with {@code $} is written with one {@code $} more, and loses it when it is read.
 */
public final class ValueJson {
  private static final String ESCAPE = "$";
  private static final String UNKNOWN = "$unknown";
  private static final String SEALED = "$sealed";

  /** Of the one version that there is; what the base64 holds is for who opens it. */
  private static final Pattern SEALED_TEXT = Pattern.compile("v1:[A-Za-z0-9+/]{8,}={0,2}");

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private ValueJson() {}

  /** The value as a JSON tree. */
  public static JsonNode toJson(Value value) {
    return json(value, ValueJson::stored);
  }

  /** The fields as a JSON object, sorted by name. */
  public static ObjectNode toJson(Value.Fields fields) {
    return json(fields, ValueJson::stored);
  }

  /**
   * The value as a JSON tree for whoever only looks: of a sealed value the text {@code (sealed
   * sha256:abcd1234)}. It is not read back.
   */
  public static JsonNode shown(Value value) {
    return json(value, secret -> NODES.stringNode(secret.toString()));
  }

  private static JsonNode stored(Value.Sealed secret) {
    return NODES.objectNode().put(SEALED, secret.text());
  }

  private static JsonNode json(Value value, Function<Value.Sealed, JsonNode> secrets) {
    return switch (value) {
      case Value.Text(String text) -> NODES.stringNode(text);
      case Value.Whole(long number) -> NODES.numberNode(number);
      case Value.Flag(boolean on) -> NODES.booleanNode(on);
      case Value.Unknown(String because) -> NODES.objectNode().put(UNKNOWN, because);
      case Value.Sealed secret -> secrets.apply(secret);
      case Value.Many(List<Value> items) -> {
        ArrayNode array = NODES.arrayNode();
        items.forEach(item -> array.add(json(item, secrets)));
        yield array;
      }
      case Value.Fields fields -> json(fields, secrets);
    };
  }

  private static ObjectNode json(Value.Fields fields, Function<Value.Sealed, JsonNode> secrets) {
    ObjectNode object = NODES.objectNode();
    fields
        .entries()
        .forEach(
            (name, value) ->
                object.set(name.startsWith(ESCAPE) ? ESCAPE + name : name, json(value, secrets)));
    return object;
  }

  /**
   * The value that a JSON tree stands for.
   *
   * @param path where the tree is in its document, for error messages
   * @throws MalformedJsonException for null, for a number that is not whole or does not fit 64
   *     bits, for a sealed value of another version, and for a field that starts with one {@code $}
   */
  public static Value fromJson(JsonNode node, String path) {
    if (node.isString()) {
      return new Value.Text(node.stringValue());
    }
    if (node.isBoolean()) {
      return new Value.Flag(node.booleanValue());
    }
    if (node.isIntegralNumber() && node.canConvertToLong()) {
      return new Value.Whole(node.longValue());
    }
    if (node.isArray()) {
      List<Value> items = new ArrayList<>();
      for (JsonNode item : node.values()) {
        items.add(fromJson(item, path + "[" + items.size() + "]"));
      }
      return new Value.Many(items);
    }
    if (isUnknown(node)) {
      return new Value.Unknown(node.get(UNKNOWN).stringValue());
    }
    if (isSealed(node)) {
      return readSealed(node.get(SEALED).stringValue(), path);
    }
    if (node.isObject()) {
      return fields(node, path);
    }
    throw new MalformedJsonException(path + " is not a value: " + clipped(node));
  }

  /**
   * The fields that a JSON object stands for.
   *
   * @throws MalformedJsonException when it is no object, and as {@link #fromJson}
   */
  public static Value.Fields fieldsFromJson(JsonNode node, String path) {
    if (fromJson(node, path) instanceof Value.Fields fields) {
      return fields;
    }
    throw new MalformedJsonException(path + " is not an object");
  }

  private static boolean isUnknown(JsonNode node) {
    return node.isObject() && node.size() == 1 && node.path(UNKNOWN).isString();
  }

  private static boolean isSealed(JsonNode node) {
    return node.isObject() && node.size() == 1 && node.path(SEALED).isString();
  }

  private static Value readSealed(String text, String path) {
    if (!SEALED_TEXT.matcher(text).matches()) {
      throw new MalformedJsonException(path + " is not sealed in a form that this Gantry knows");
    }
    return new Value.Sealed(text);
  }

  private static Value.Fields fields(JsonNode node, String path) {
    SortedMap<String, Value> entries = new TreeMap<>();
    for (Map.Entry<String, JsonNode> entry : node.properties()) {
      entries.put(
          unescaped(entry.getKey(), path), fromJson(entry.getValue(), path + "." + entry.getKey()));
    }
    return new Value.Fields(entries);
  }

  private static String unescaped(String name, String path) {
    if (!name.startsWith(ESCAPE)) {
      return name;
    }
    if (!name.startsWith(ESCAPE + ESCAPE)) {
      throw new MalformedJsonException(path + "." + name + " is not a field of this format");
    }
    return name.substring(ESCAPE.length());
  }

  private static String clipped(JsonNode node) {
    String text = node.toString();
    return text.length() > 40 ? text.substring(0, 40) + "…" : text;
  }
}
