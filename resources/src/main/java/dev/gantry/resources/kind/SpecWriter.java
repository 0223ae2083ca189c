package dev.gantry.resources.kind;

import dev.gantry.resources.value.Value;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The value tree of a typed spec: what a person would have written with every default filled in.
 * Providers start their expectations and their facts from it. It is the inverse of {@link
 * SpecReader}; what was unknown when the spec was read is lost. Thread safe.
 */
public final class SpecWriter {
  private SpecWriter() {}

  /** The record's fields; an optional that is empty is left out. */
  public static Value.Fields write(Record spec) {
    SortedMap<String, Value> entries = new TreeMap<>();
    SpecModel<?> model = SpecModel.of(spec.getClass());
    List<Field> fields = model.fields();
    for (int i = 0; i < fields.size(); i++) {
      Object component = model.component(spec, i);
      Optional<?> set = component instanceof Optional<?> held ? held : Optional.of(component);
      if (set.isPresent()) {
        entries.put(fields.get(i).name(), value(set.get()));
      }
    }
    return new Value.Fields(entries);
  }

  private static Value value(Object component) {
    return switch (component) {
      case String text -> Value.of(text);
      case Integer number -> Value.of(number.longValue());
      case Long number -> Value.of(number);
      case Boolean on -> Value.of(on);
      case Enum<?> constant -> Value.of(Words.of(constant));
      case List<?> items -> new Value.Many(items.stream().<Value>map(SpecWriter::value).toList());
      case Map<?, ?> entries -> map(entries);
      case Record group -> write(group);
      default -> throw new IllegalArgumentException("not part of a spec: " + component.getClass());
    };
  }

  private static Value map(Map<?, ?> entries) {
    SortedMap<String, Value> values = new TreeMap<>();
    entries.forEach((name, item) -> values.put((String) name, value(item)));
    return new Value.Fields(values);
  }
}
