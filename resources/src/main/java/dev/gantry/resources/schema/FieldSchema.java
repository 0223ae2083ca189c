package dev.gantry.resources.schema;

import dev.gantry.resources.kind.Field;
import dev.gantry.resources.kind.FieldType;
import dev.gantry.resources.kind.SpecModel;
import dev.gantry.resources.value.Value;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** The schema of one field, and of a group of them. */
final class FieldSchema {
  /** Where a whole value may be a reference, and no text. */
  static final Value.Fields REFERENCE =
      Value.Fields.empty()
          .with("type", Value.of("string"))
          .with("pattern", Value.of("^\\$\\{[^}]+\\}$"))
          .with(
              "description", Value.of("A reference: ${var.x}, ${env.X}, ${Kind/name.attribute}."));

  private FieldSchema() {}

  /**
   * A group of fields.
   *
   * @param partial whether nothing in it is required: for defaults
   */
  static Value.Fields group(SpecModel<?> model, boolean partial) {
    SortedMap<String, Value> properties = new TreeMap<>();
    model.fields().forEach(field -> properties.put(field.name(), field(field, partial)));
    Value.Fields group =
        Value.Fields.empty()
            .with("type", Value.of("object"))
            .with("properties", new Value.Fields(properties))
            .with("additionalProperties", Value.of(false));
    if (model.exactlyOne()) {
      group = group.with("maxProperties", Value.of(1)).with("minProperties", Value.of(1));
    }
    List<String> required =
        model.fields().stream().filter(Field::required).map(Field::name).toList();
    return partial || required.isEmpty() ? group : group.with("required", Value.ofTexts(required));
  }

  private static Value.Fields field(Field field, boolean partial) {
    Value.Fields schema = type(field.type(), partial);
    if (!field.doc().isEmpty()) {
      schema = schema.with("description", Value.of(field.doc()));
    }
    boolean group = field.type() instanceof FieldType.Group;
    return field.filled().isPresent() && !group
        ? schema.with("default", field.filled().get())
        : schema;
  }

  private static Value.Fields type(FieldType type, boolean partial) {
    return switch (type) {
      // An editor reads 1.30 as a number; here it is the text that was written.
      case FieldType.Text _ ->
          Value.Fields.empty().with("type", Value.ofTexts(List.of("string", "number", "boolean")));
      case FieldType.Whole(long min, long max, _) ->
          orReference(
              typed("integer").with("minimum", Value.of(min)).with("maximum", Value.of(max)));
      case FieldType.Flag _ -> orReference(typed("boolean"));
      case FieldType.Choice choice ->
          orReference(Value.Fields.empty().with("enum", Value.ofTexts(choice.words())));
      case FieldType.ListOf(FieldType item) ->
          orReference(typed("array").with("items", type(item, partial)));
      case FieldType.MapOf(FieldType item) ->
          orReference(typed("object").with("additionalProperties", type(item, partial)));
      case FieldType.Group(SpecModel<?> model) -> orReference(group(model, partial));
    };
  }

  private static Value.Fields typed(String type) {
    return Value.Fields.empty().with("type", Value.of(type));
  }

  private static Value.Fields orReference(Value.Fields schema) {
    Value.Fields reference = Value.Fields.empty().with("$ref", Value.of("#/$defs/reference"));
    return Value.Fields.empty().with("anyOf", new Value.Many(List.of(schema, reference)));
  }
}
