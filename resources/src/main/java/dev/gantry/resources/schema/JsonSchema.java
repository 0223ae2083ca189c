package dev.gantry.resources.schema;

import dev.gantry.resources.kind.Kind;
import dev.gantry.resources.kind.SpecModel;
import dev.gantry.resources.kinds.project.ProjectSpec;
import dev.gantry.resources.value.CanonicalJson;
import dev.gantry.resources.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The JSON Schema (2020-12) of one document of a configuration, for editors that complete and check
 * while a person types. Gantry itself reads with the same model that this is made of, and tells
 * more: the schema knows nothing of other documents, and leaves the forms of texts out because any
 * text may be a reference.
 */
public final class JsonSchema {
  private static final String PROJECT = "Project";

  private JsonSchema() {}

  /** The schema as indented JSON, the same for the same kinds always. */
  public static String of(List<Kind<?>> kinds) {
    SortedMap<String, Value> specs = new TreeMap<>();
    SortedMap<String, Value> defaults = new TreeMap<>();
    for (Kind<?> kind : kinds) {
      SpecModel<?> model = SpecModel.of(kind.spec());
      specs.put(
          kind.name(), FieldSchema.group(model, false).with("description", Value.of(kind.doc())));
      defaults.put(kind.name(), FieldSchema.group(model, true));
    }
    specs.put(PROJECT, project(new Value.Fields(defaults)));
    List<Value> conditions = new ArrayList<>();
    specs.keySet().forEach(kind -> conditions.add(condition(kind)));
    Value.Fields definitions =
        new Value.Fields(specs)
            .with("metadata", metadata())
            .with("reference", FieldSchema.REFERENCE);
    return CanonicalJson.indented(
        object()
            .with("$schema", Value.of("https://json-schema.org/draft/2020-12/schema"))
            .with("title", Value.of("Gantry configuration, gantry.dev/v1"))
            .with("properties", properties(List.copyOf(specs.keySet())))
            .with("required", Value.ofTexts(List.of("apiVersion", "kind", "metadata")))
            .with("allOf", new Value.Many(conditions))
            .with("$defs", definitions));
  }

  private static Value.Fields properties(List<String> kinds) {
    return Value.Fields.empty()
        .with("apiVersion", Value.Fields.empty().with("const", Value.of("gantry.dev/v1")))
        .with("kind", Value.Fields.empty().with("enum", Value.ofTexts(kinds)))
        .with("metadata", reference("metadata"))
        .with("spec", Value.Fields.empty().with("type", Value.of("object")))
        .with(
            "dependsOn",
            described("Resources that must be applied first, beyond those that fields name.")
                .with("type", Value.of("array"))
                .with("items", text("^[A-Z][A-Za-z0-9]*/[-a-z0-9]+$")));
  }

  private static Value.Fields metadata() {
    return object()
        .with("required", Value.ofTexts(List.of("name")))
        .with(
            "properties",
            Value.Fields.empty()
                .with("name", text("^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$"))
                .with("labels", texts())
                .with("annotations", texts()));
  }

  private static Value.Fields project(Value.Fields defaults) {
    Value.Fields fields = FieldSchema.group(SpecModel.of(ProjectSpec.class), false);
    Value.Fields byKind =
        object()
            .with("properties", defaults)
            .with(
                "description",
                Value.of("Fields by kind, for every resource that does not set its own."));
    return fields
        .with("properties", fields.fields("properties").with("defaults", byKind))
        .with("description", Value.of("What the folder says of itself; at most one a folder."));
  }

  private static Value.Fields condition(String kind) {
    Value.Fields constant = Value.Fields.empty().with("const", Value.of(kind));
    return Value.Fields.empty()
        .with("if", inProperties("kind", constant))
        .with("then", inProperties("spec", reference(kind)));
  }

  private static Value.Fields inProperties(String name, Value schema) {
    return Value.Fields.empty().with("properties", Value.Fields.empty().with(name, schema));
  }

  private static Value.Fields object() {
    return Value.Fields.empty()
        .with("type", Value.of("object"))
        .with("additionalProperties", Value.of(false));
  }

  private static Value.Fields reference(String definition) {
    return Value.Fields.empty().with("$ref", Value.of("#/$defs/" + definition));
  }

  private static Value.Fields described(String description) {
    return Value.Fields.empty().with("description", Value.of(description));
  }

  private static Value.Fields text(String pattern) {
    return Value.Fields.empty().with("type", Value.of("string")).with("pattern", Value.of(pattern));
  }

  private static Value.Fields texts() {
    return Value.Fields.empty()
        .with("type", Value.of("object"))
        .with(
            "additionalProperties",
            Value.Fields.empty()
                .with("type", Value.ofTexts(List.of("string", "number", "boolean"))));
  }
}
