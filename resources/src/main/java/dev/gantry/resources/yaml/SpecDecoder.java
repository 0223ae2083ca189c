package dev.gantry.resources.yaml;

import dev.gantry.resources.address.ResourceAddress;
import dev.gantry.resources.config.Template;
import dev.gantry.resources.diagnostic.Quote;
import dev.gantry.resources.diagnostic.Suggestion;
import dev.gantry.resources.kind.Field;
import dev.gantry.resources.kind.FieldType;
import dev.gantry.resources.kind.Scalars;
import dev.gantry.resources.kind.SpecModel;
import dev.gantry.resources.value.AttributePath;
import dev.gantry.resources.value.Value;
import dev.gantry.resources.yaml.tree.Place;
import dev.gantry.resources.yaml.tree.YamlNode;
import dev.gantry.resources.yaml.tree.YamlNode.Entry;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** Gives a raw tree the types of a spec record's fields, and tells everything that misfits. */
final class SpecDecoder {
  private final Context context;
  private final boolean partial;
  private final SortedMap<AttributePath, Place> places = new TreeMap<>();
  private final SortedMap<AttributePath, String> references = new TreeMap<>();
  private final SortedSet<AttributePath> broken = new TreeSet<>();
  private final List<Declaration.Edge> names = new ArrayList<>();

  private SpecDecoder(Context context, boolean partial) {
    this.context = context;
    this.partial = partial;
  }

  /**
   * A typed spec.
   *
   * @param places of every field that stands in a file
   * @param references fields that apply will tell
   * @param broken fields about which an error was told; they are not in {@code fields}
   * @param names resources that fields name
   */
  record Decoded(
      Value.Fields fields,
      SortedMap<AttributePath, Place> places,
      SortedMap<AttributePath, String> references,
      SortedSet<AttributePath> broken,
      List<Declaration.Edge> names) {}

  /** Decodes a whole spec: what is not set gets its default, what is missing is told. */
  static Decoded decode(SpecModel<?> model, YamlNode.Mapping spec, Place place, Context context) {
    return new SpecDecoder(context, false).decode(model, spec, place);
  }

  /** Checks a part of a spec, in which nothing needs to be complete. */
  static void checkPartial(SpecModel<?> model, YamlNode.Mapping spec, Context context) {
    new SpecDecoder(context, true).decode(model, spec, spec.place());
  }

  private Decoded decode(SpecModel<?> model, YamlNode.Mapping spec, Place place) {
    Value.Fields fields = group(model, spec, place, AttributePath.root());
    return new Decoded(fields, places, references, broken, names);
  }

  private Value.Fields group(
      SpecModel<?> model, YamlNode.Mapping map, Place place, AttributePath path) {
    SortedMap<String, Value> values = new TreeMap<>();
    Set<String> set = new HashSet<>();
    for (Entry entry : map.entries()) {
      Optional<Field> field = model.field(entry.key());
      if (field.isEmpty()) {
        unknownField(model, entry, path);
        // Who mistyped a field did not forget it.
        Suggestion.nearest(entry.key(), model.names()).ifPresent(set::add);
      } else if (!(entry.value() instanceof YamlNode.Scalar scalar && scalar.isNull())) {
        set.add(entry.key());
        value(field.get().type(), entry.value(), entry.keyPlace(), path.field(entry.key()))
            .ifPresent(value -> values.put(entry.key(), value));
      }
    }
    for (Field field : model.fields()) {
      if (!set.contains(field.name())) {
        field.filled().ifPresent(value -> values.put(field.name(), value));
        if (field.required() && !partial) {
          missing(field, place, path);
        }
      }
    }
    if (model.exactlyOne() && set.size() != 1 && !partial) {
      wrong(
          place,
          path,
          "exactly-one",
          subject(path) + " needs exactly one field",
          "Set one of " + String.join(", ", model.names()) + ".");
    }
    return new Value.Fields(values);
  }

  private Optional<Value> value(FieldType type, YamlNode node, Place key, AttributePath path) {
    places.put(path, node instanceof YamlNode.Scalar ? node.place() : key);
    return switch (node) {
      case YamlNode.Pending(var template, _) -> pending(template, path);
      case YamlNode.Scalar scalar when type instanceof FieldType.Leaf leaf ->
          leaf(leaf, scalar, path);
      case YamlNode.Sequence(List<YamlNode> items, _)
          when type instanceof FieldType.ListOf(FieldType item) ->
          Optional.of(list(item, items, path));
      case YamlNode.Mapping map when type instanceof FieldType.MapOf(FieldType item) ->
          Optional.of(map(item, map, path));
      case YamlNode.Mapping map when type instanceof FieldType.Group(SpecModel<?> model) ->
          Optional.of(group(model, map, key, path));
      case YamlNode.Scalar _, YamlNode.Sequence _, YamlNode.Mapping _ -> {
        wrong(
            node.place(),
            path,
            "wrong-type",
            "Wrong type for " + shown(path),
            "It must be " + type.description() + ", but it is " + node.description() + ".");
        yield Optional.empty();
      }
    };
  }

  private Optional<Value> pending(Optional<YamlNode.Later> later, AttributePath path) {
    if (later.isEmpty()) {
      broken.add(path);
      return Optional.empty();
    }
    references.put(path, later.get().template());
    return Optional.of(new Value.Unknown(later.get().because()));
  }

  private Optional<Value> leaf(FieldType.Leaf type, YamlNode.Scalar scalar, AttributePath path) {
    return switch (Scalars.read(type, scalar.text())) {
      case Scalars.Result.Good(Value value) -> {
        if (type instanceof FieldType.Text(_, var kind) && kind.isPresent()) {
          name(kind.get(), scalar, path);
        }
        yield Optional.of(value);
      }
      case Scalars.Result.Bad(String code, String expected) -> {
        badScalar(type, scalar, path, code, expected);
        yield Optional.empty();
      }
    };
  }

  private void name(String kind, YamlNode.Scalar scalar, AttributePath path) {
    if (ResourceAddress.isName(scalar.text())) {
      names.add(new Declaration.Edge(new ResourceAddress(kind, scalar.text()), scalar.place()));
    } else {
      wrong(
          scalar.place(),
          path,
          "missing-reference",
          "There is no " + kind + " " + Quote.of(scalar.text()),
          "It must be the metadata.name of a " + kind + ".");
    }
  }

  private void badScalar(
      FieldType.Leaf type, YamlNode.Scalar scalar, AttributePath path, String code, String must) {
    String summary =
        switch (code) {
          case "wrong-type" -> "Wrong type for " + shown(path);
          case "out-of-range" -> shown(path) + " is out of range";
          default -> "Bad value for " + shown(path);
        };
    boolean secret = scalar.origin() == YamlNode.Origin.REFERENCE;
    String found = secret ? "and what it refers to is not." : "not " + found(scalar) + ".";
    String hint =
        type instanceof FieldType.Choice choice && !secret
            ? Suggestion.sentence(scalar.text(), choice.words())
            : "";
    wrong(scalar.place(), path, code, summary, "It must be " + must + ", " + found + hint);
  }

  private static String found(YamlNode.Scalar scalar) {
    return scalar.isNull() ? "empty" : Quote.of(scalar.text());
  }

  private Value list(FieldType type, List<YamlNode> items, AttributePath path) {
    List<Value> values = new ArrayList<>();
    for (int i = 0; i < items.size(); i++) {
      value(type, items.get(i), items.get(i).place(), path.index(i)).ifPresent(values::add);
    }
    return new Value.Many(values);
  }

  private Value map(FieldType type, YamlNode.Mapping map, AttributePath path) {
    SortedMap<String, Value> values = new TreeMap<>();
    for (Entry entry : map.entries()) {
      AttributePath at = path.field(entry.key());
      if (Template.isTemplate(entry.key())
          || !entry.key().codePoints().allMatch(Quote::isHarmless)) {
        wrong(
            entry.keyPlace(),
            at,
            "bad-key",
            "Bad key " + Quote.of(entry.key()),
            "A key is plain text: references and control characters cannot stand in it.");
      } else if (!(entry.value() instanceof YamlNode.Scalar scalar && scalar.isNull())) {
        value(type, entry.value(), entry.keyPlace(), at)
            .ifPresent(value -> values.put(entry.key(), value));
      }
    }
    return new Value.Fields(values);
  }

  private void unknownField(SpecModel<?> model, Entry entry, AttributePath path) {
    String suggestion = Suggestion.sentence(entry.key(), model.names());
    wrong(
        entry.keyPlace(),
        path.field(entry.key()),
        "unknown-field",
        "Unsupported field " + Quote.of(entry.key()),
        subject(path)
            + " has no field "
            + Quote.of(entry.key())
            + "."
            + (suggestion.isEmpty()
                ? " Its fields are " + String.join(", ", model.names()) + "."
                : suggestion));
  }

  private void missing(Field field, Place place, AttributePath path) {
    wrong(
        place,
        path.field(field.name()),
        "missing-field",
        "Missing field " + Quote.of(field.name()),
        subject(path) + " needs it: " + field.doc());
  }

  private void wrong(Place place, AttributePath path, String code, String summary, String detail) {
    broken.add(path);
    context.error(place, code, summary, detail);
  }

  private String subject(AttributePath path) {
    return path.elements().isEmpty()
        ? "A " + context.subject()
        : shown(path) + " of a " + context.subject();
  }

  private static String shown(AttributePath path) {
    return "\"" + Quote.of(path.toString()).replaceAll("^\"|\"$", "") + "\"";
  }
}
