package dev.gantry.engine.plan;

import dev.gantry.resources.value.Value;
import java.util.List;
import java.util.function.Predicate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Attributes in the two parts that Terraform makes of them: what is known, in which an unknown
 * field is left out and an unknown item is null, and what is not, in which {@code true} stands for
 * each unknown value and everything known is left out of objects and false in lists. Which of it is
 * secret is told in the same form.
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
      case Value.Sealed secret -> NODES.stringNode(secret.toString());
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
    return marks(value, item -> !item.isKnown());
  }

  static JsonNode sensitive(Value value) {
    return marks(value, Value::holdsSecret);
  }

  /**
   * @param marked whether a value is, or has in it, what is looked for
   */
  private static JsonNode marks(Value value, Predicate<Value> marked) {
    return switch (value) {
      case Value.Text _, Value.Whole _, Value.Flag _, Value.Unknown _, Value.Sealed _ ->
          NODES.booleanNode(marked.test(value));
      case Value.Many(List<Value> items) -> {
        ArrayNode array = NODES.arrayNode();
        items.forEach(item -> array.add(marks(item, marked)));
        yield array;
      }
      case Value.Fields fields -> {
        ObjectNode object = NODES.objectNode();
        fields
            .entries()
            .forEach(
                (name, item) -> {
                  if (marked.test(item)) {
                    object.set(name, marks(item, marked));
                  }
                });
        yield object;
      }
    };
  }
}
