package dev.gantry.providers.hostile;

import dev.gantry.resources.kind.Field;
import dev.gantry.resources.kind.FieldType;
import dev.gantry.resources.kind.SpecModel;
import dev.gantry.resources.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * One place of a spec where a person writes a scalar: a field, an item of a list, a value or a key
 * of a map.
 *
 * @param path names of fields; {@code [0]} is a list's first item, {@code {}} any entry of a map,
 *     {@code {key}} its key
 */
record Leaf(List<String> path, FieldType.Leaf type) {
  private static final String ITEM = "[0]";
  private static final String ENTRY = "{}";
  private static final String KEY = "{key}";

  /** Every leaf of a kind's spec, found in its model: a new field is here by itself. */
  static List<Leaf> of(Class<? extends Record> spec) {
    List<Leaf> leaves = new ArrayList<>();
    collect(new FieldType.Group(SpecModel.of(spec)), List.of(), leaves);
    return leaves;
  }

  private static void collect(FieldType type, List<String> path, List<Leaf> leaves) {
    switch (type) {
      case FieldType.Leaf leaf -> leaves.add(new Leaf(path, leaf));
      case FieldType.ListOf(FieldType item) -> collect(item, plus(path, ITEM), leaves);
      case FieldType.MapOf(FieldType item) -> {
        leaves.add(
            new Leaf(plus(path, KEY), new FieldType.Text(Optional.empty(), Optional.empty())));
        collect(item, plus(path, ENTRY), leaves);
      }
      case FieldType.Group(SpecModel<?> model) -> {
        for (Field field : model.fields()) {
          collect(field.type(), plus(path, field.name()), leaves);
        }
      }
    }
  }

  private static List<String> plus(List<String> path, String part) {
    List<String> longer = new ArrayList<>(path);
    longer.add(part);
    return longer;
  }

  /** The spec with this text in this place; items and entries on the way are made where missing. */
  Value.Fields in(Value.Fields spec, Class<? extends Record> type, String text) {
    FieldType root = new FieldType.Group(SpecModel.of(type));
    return (Value.Fields) put(root, Optional.of(spec), path, text);
  }

  private static Value put(FieldType type, Optional<Value> at, List<String> path, String text) {
    if (path.isEmpty()) {
      return Value.of(text);
    }
    List<String> rest = path.subList(1, path.size());
    return switch (type) {
      case FieldType.Leaf _ -> throw new IllegalArgumentException("below a leaf: " + path);
      case FieldType.ListOf(FieldType item) -> intoList(item, at, rest, text);
      case FieldType.MapOf(FieldType item) -> intoMap(item, at, path, text);
      case FieldType.Group(SpecModel<?> model) -> {
        Value.Fields group = fields(at);
        String name = path.getFirst();
        FieldType below = model.field(name).orElseThrow().type();
        yield group.with(name, put(below, group.find(name), rest, text));
      }
    };
  }

  /** A list of texts gets one more; of a list of groups the first one is changed. */
  private static Value intoList(
      FieldType item, Optional<Value> at, List<String> rest, String text) {
    List<Value> items =
        new ArrayList<>(
            at.isPresent() && at.get() instanceof Value.Many(List<Value> there)
                ? there
                : List.of());
    if (rest.isEmpty()) {
      items.add(Value.of(text));
    } else if (items.isEmpty()) {
      items.add(put(item, Optional.of(Harmless.of(item)), rest, text));
    } else {
      items.set(0, put(item, Optional.of(items.getFirst()), rest, text));
    }
    return new Value.Many(items);
  }

  private static Value intoMap(FieldType item, Optional<Value> at, List<String> path, String text) {
    SortedMap<String, Value> entries = new TreeMap<>(fields(at).entries());
    if (entries.isEmpty()) {
      entries.put("a", Harmless.of(item));
    }
    String key = entries.firstKey();
    if (path.getFirst().equals(KEY)) {
      entries.put(text, Objects.requireNonNull(entries.remove(key)));
    } else {
      List<String> rest = path.subList(1, path.size());
      entries.put(key, put(item, Optional.ofNullable(entries.get(key)), rest, text));
    }
    return new Value.Fields(entries);
  }

  private static Value.Fields fields(Optional<Value> at) {
    return at.isPresent() && at.get() instanceof Value.Fields fields
        ? fields
        : Value.Fields.empty();
  }

  @Override
  public String toString() {
    return String.join(".", path);
  }
}
