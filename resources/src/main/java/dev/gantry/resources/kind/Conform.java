package dev.gantry.resources.kind;

import dev.gantry.resources.value.AttributePath;
import dev.gantry.resources.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Gives a value tree the shape of a field's type: fills in defaults, and reads text as a number or
 * a truth value where one is wanted, and the other way. What is not known stays unknown. Formats
 * and bounds are not checked: they are for what a person writes.
 */
final class Conform {
  private Conform() {}

  /** The value does not fit the type. */
  static final class MisfitException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    MisfitException(AttributePath path, String message) {
      super(path + ": " + message);
    }
  }

  /**
   * @throws MisfitException naming the first place that does not fit
   */
  static Value to(FieldType type, Value value) {
    return to(type, value, AttributePath.root());
  }

  private static Value to(FieldType type, Value value, AttributePath path) {
    if (value instanceof Value.Unknown) {
      return value;
    }
    return switch (type) {
      case FieldType.Leaf leaf -> leaf(leaf, value, path);
      case FieldType.ListOf(FieldType item) when value instanceof Value.Many(List<Value> items) ->
          list(item, items, path);
      case FieldType.MapOf(FieldType item) when value instanceof Value.Fields fields ->
          map(item, fields, path);
      case FieldType.Group(SpecModel<?> model) when value instanceof Value.Fields fields ->
          group(model, fields, path);
      case FieldType.ListOf _, FieldType.MapOf _, FieldType.Group _ ->
          throw new MisfitException(path, "must be " + type.description());
    };
  }

  private static Value leaf(FieldType.Leaf type, Value value, AttributePath path) {
    Optional<String> text = value.scalarText();
    if (text.isEmpty()) {
      throw new MisfitException(path, "must be " + type.description());
    }
    return switch (Scalars.readLoosely(type, text.get())) {
      case Scalars.Result.Good(Value good) -> good;
      case Scalars.Result.Bad(_, String expected) ->
          throw new MisfitException(path, "must be " + expected);
    };
  }

  private static Value list(FieldType item, List<Value> items, AttributePath path) {
    List<Value> fitting = new ArrayList<>();
    for (int i = 0; i < items.size(); i++) {
      fitting.add(to(item, items.get(i), path.index(i)));
    }
    return new Value.Many(fitting);
  }

  private static Value map(FieldType item, Value.Fields fields, AttributePath path) {
    SortedMap<String, Value> fitting = new TreeMap<>();
    fields.entries().forEach((name, value) -> fitting.put(name, to(item, value, path.field(name))));
    return new Value.Fields(fitting);
  }

  /** Fields that the record does not have are left out: computed attributes are not spec. */
  static Value.Fields group(SpecModel<?> model, Value.Fields fields, AttributePath path) {
    SortedMap<String, Value> fitting = new TreeMap<>();
    for (Field field : model.fields()) {
      Optional<Value> value = fields.find(field.name()).or(field::filled);
      if (value.isPresent()) {
        fitting.put(field.name(), to(field.type(), value.get(), path.field(field.name())));
      } else if (field.required()) {
        throw new MisfitException(path.field(field.name()), "is missing");
      }
    }
    return new Value.Fields(fitting);
  }
}
