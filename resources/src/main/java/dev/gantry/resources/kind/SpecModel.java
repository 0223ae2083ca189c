package dev.gantry.resources.kind;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.List;
import java.util.Optional;

/**
 * What is known of a spec record: the single source for reading YAML, for typed records, for
 * replacement rules and for the schema. Made once a type by reflection, and kept.
 *
 * @param accessors of the record's components, in their order
 * @param fields in the order of the record's components
 * @param exactlyOne whether exactly one field must be set
 */
public record SpecModel<S extends Record>(
    Class<S> type,
    Constructor<S> constructor,
    List<Method> accessors,
    List<Field> fields,
    boolean exactlyOne) {
  private static final ClassValue<SpecModel<?>> MODELS =
      new ClassValue<>() {
        @Override
        protected SpecModel<?> computeValue(Class<?> type) {
          return SpecModelBuilder.build(type.asSubclass(Record.class));
        }
      };

  public SpecModel {
    accessors = List.copyOf(accessors);
    fields = List.copyOf(fields);
  }

  /**
   * The model of a spec record.
   *
   * @throws IllegalArgumentException when a component has a type or a default that specs cannot
   *     have: a mistake in the kind
   */
  @SuppressWarnings("unchecked") // the builder makes the model of the very type that it is given
  public static <S extends Record> SpecModel<S> of(Class<S> type) {
    return (SpecModel<S>) MODELS.get(type);
  }

  /** The field of a name. */
  public Optional<Field> field(String name) {
    return fields.stream().filter(field -> field.name().equals(name)).findFirst();
  }

  /** The names of all fields, in the order of the record. */
  public List<String> names() {
    return fields.stream().map(Field::name).toList();
  }

  /** A component of a record of this type, by its position. */
  Object component(Record spec, int position) {
    Method accessor = accessors.get(position);
    try {
      return accessor.invoke(spec);
    } catch (ReflectiveOperationException impossible) {
      throw new IllegalStateException("cannot read " + accessor, impossible);
    }
  }

  /** Makes the record from its components, in their order. */
  S create(Object[] components) {
    try {
      return constructor.newInstance(components);
    } catch (InvocationTargetException refused) {
      throw new IllegalArgumentException(type.getSimpleName() + " refuses its fields", refused);
    } catch (ReflectiveOperationException impossible) {
      throw new IllegalStateException("cannot make a " + type.getSimpleName(), impossible);
    }
  }
}
