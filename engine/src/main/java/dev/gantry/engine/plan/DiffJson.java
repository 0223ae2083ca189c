package dev.gantry.engine.plan;

import dev.gantry.resources.value.Value;
import dev.gantry.state.json.JsonObject;
import dev.gantry.state.value.ValueJson;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Attribute differences as a list of path, before and after; a side that is not set is left out.
 */
final class DiffJson {
  private DiffJson() {}

  static ArrayNode toJson(List<AttributeDiff> diffs) {
    ArrayNode json = JsonNodeFactory.instance.arrayNode();
    for (AttributeDiff diff : diffs) {
      ObjectNode entry = json.addObject();
      entry.set("path", PathJson.toJson(diff.path()));
      diff.before().ifPresent(value -> entry.set("before", ValueJson.toJson(value)));
      diff.after().ifPresent(value -> entry.set("after", ValueJson.toJson(value)));
    }
    return json;
  }

  static List<AttributeDiff> fromJson(JsonObject parent) {
    return parent.objects("diffs").stream()
        .map(
            entry ->
                new AttributeDiff(
                    PathJson.fromJson(entry), side(entry, "before"), side(entry, "after")))
        .toList();
  }

  private static Optional<Value> side(JsonObject entry, String name) {
    return entry.find(name).map(json -> ValueJson.fromJson(json, entry.pathOf(name)));
  }
}
