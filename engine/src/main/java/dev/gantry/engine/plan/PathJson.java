package dev.gantry.engine.plan;

import dev.gantry.resources.value.AttributePath;
import dev.gantry.state.json.JsonObject;
import dev.gantry.state.json.MalformedJsonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** An attribute path as Terraform writes it: a list of names and positions. */
final class PathJson {
  private PathJson() {}

  static ArrayNode toJson(AttributePath path) {
    ArrayNode json = JsonNodeFactory.instance.arrayNode();
    for (AttributePath.Element element : path.elements()) {
      switch (element) {
        case AttributePath.Element.Field(String name) -> json.add(name);
        case AttributePath.Element.Index(int position) -> json.add(position);
      }
    }
    return json;
  }

  static AttributePath fromJson(JsonObject entry) {
    JsonNode json = entry.any("path");
    AttributePath path = AttributePath.root();
    for (JsonNode element : json.values()) {
      if (element.isString()) {
        path = path.field(element.stringValue());
      } else if (element.isInt() && element.intValue() >= 0) {
        path = path.index(element.intValue());
      } else {
        throw new MalformedJsonException(entry.pathOf("path") + " is not an attribute's path");
      }
    }
    return path;
  }
}
