package dev.gantry.engine.plan;

import dev.gantry.state.json.Json;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The digest of a JSON document, whatever its white space and the order of its fields. */
final class Canonical {
  private Canonical() {}

  /** SHA-256, lower case hex. */
  static String sha256(JsonNode document) {
    byte[] bytes = Json.compact(sorted(document)).getBytes(StandardCharsets.UTF_8);
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every Java has SHA-256", impossible);
    }
  }

  private static JsonNode sorted(JsonNode node) {
    if (node.isObject()) {
      ObjectNode object = JsonNodeFactory.instance.objectNode();
      for (String name : new TreeSet<>(node.propertyNames())) {
        object.set(name, sorted(node.get(name)));
      }
      return object;
    }
    if (node.isArray()) {
      ArrayNode array = JsonNodeFactory.instance.arrayNode();
      node.values().forEach(item -> array.add(sorted(item)));
      return array;
    }
    return node;
  }
}
