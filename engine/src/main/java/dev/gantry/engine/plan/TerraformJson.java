package dev.gantry.engine.plan;

import dev.gantry.resources.value.Value;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Attributes in the two parts that Terraform makes of them: what is known, in which an unknown
 * field is left out and an unknown item is null, and what is not, in which {@code true} stands for
 * each unknown value and everything known is left out of objects and false in lists.
 */
final class TerraformJson {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private TerraformJson() {}

  static JsonNode known(Value value) {
    return switch (value) {
      case Value.Text(String text) -> NODES.stringNode(text);
      case Value.Whole(long number) -> NODES.numberNode(number);
      case Value.Flag(boolean on) -> NODES.booleanNode(on);
      case Value.Unknown _ -> NODES.nullNode();
      case Value.Many(List<Value> items) -> {
        ArrayNode array = NODES.arrayNode();
        items.forEach(item -> array.add(known(item)));
        yield array;
      }
      case Value.Fields fields -> {
        ObjectNode object = NODES.objectNode();
        fields
            .entries()
            .forEach(
                (name, item) -> {
                  if (!(item instanceof Value.Unknown)) {
                    object.set(name, known(item));
                  }
                });
        yield object;
      }
    };
  }

  static JsonNode unknown(Value value) {
    return switch (value) {
      case Value.Text _, Value.Whole _, Value.Flag _ -> NODES.booleanNode(false);
      case Value.Unknown _ -> NODES.booleanNode(true);
      case Value.Many(List<Value> items) -> {
        ArrayNode array = NODES.arrayNode();
        items.forEach(item -> array.add(unknown(item)));
        yield array;
      }
      case Value.Fields fields -> {
        ObjectNode object = NODES.objectNode();
        fields
            .entries()
            .forEach(
                (name, item) -> {
                  if (!item.isKnown()) {
                    object.set(name, unknown(item));
                  }
                });
        yield object;
      }
    };
  }
}
