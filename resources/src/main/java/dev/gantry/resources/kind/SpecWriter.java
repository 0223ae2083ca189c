package dev.gantry.resources.kind;

import dev.gantry.resources.value.Value;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The value tree of a typed spec: what a person would have written with every default filled in.
 * Providers start their expectations and their facts from it.
 *
 * <p>Field names are the components' names, constants of an enum are in lower case with hyphens,
 * and what is not set is not there. It is the reverse of reading a spec; what was unknown when the
 * spec was read is lost.
 */
public final class SpecWriter {
  private SpecWriter() {}

  /**
   * Writes a spec.
   *
   * @throws IllegalArgumentException when a component has a type that no spec may have
   */
  public static Value.Fields write(Record spec) {
    SortedMap<String, Value> entries = new TreeMap<>();
    for (RecordComponent component : spec.getClass().getRecordComponents()) {
      write(component.getName(), read(spec, component), entries);
    }
    return new Value.Fields(entries);
  }

  private static void write(String name, Object value, SortedMap<String, Value> into) {
    if (value instanceof Optional<?> optional) {
      optional.ifPresent(present -> into.put(name, value(present)));
    } else {
      into.put(name, value(value));
    }
  }

  private static Value value(Object value) {
    return switch (value) {
      case String text -> Value.of(text);
      case Integer number -> Value.of(number.longValue());
      case Long number -> Value.of(number);
      case Boolean on -> Value.of(on);
      case Enum<?> constant -> Value.of(word(constant));
      case List<?> items -> many(items);
      case Map<?, ?> entries -> fields(entries);
      case Record nested -> write(nested);
      default -> throw new IllegalArgumentException("no spec type: " + value.getClass().getName());
    };
  }

  /** How a person writes a constant: {@code ACCEPT_NEW} is {@code accept-new}. */
  private static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private static Value many(List<?> items) {
    List<Value> values = new ArrayList<>();
    items.forEach(item -> values.add(value(item)));
    return new Value.Many(values);
  }

  private static Value fields(Map<?, ?> entries) {
    SortedMap<String, Value> values = new TreeMap<>();
    entries.forEach((name, value) -> values.put(String.valueOf(name), value(value)));
    return new Value.Fields(values);
  }

  private static Object read(Record spec, RecordComponent component) {
    try {
      return component.getAccessor().invoke(spec);
    } catch (ReflectiveOperationException e) {
      throw new IllegalArgumentException("cannot read " + component, e);
    }
  }
}
