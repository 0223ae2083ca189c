package dev.gantry.resources.kind;

import dev.gantry.resources.kind.Field.Presence;
import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads a record's components and their annotations. */
final class SpecModelBuilder {
  private SpecModelBuilder() {}

  static <S extends Record> SpecModel<S> build(Class<S> type) {
    List<Method> accessors = new ArrayList<>();
    List<Field> fields = new ArrayList<>();
    for (RecordComponent component : type.getRecordComponents()) {
      component.getAccessor().setAccessible(true);
      accessors.add(component.getAccessor());
      fields.add(field(component));
    }
    return new SpecModel<>(
        type, constructor(type), accessors, fields, type.isAnnotationPresent(ExactlyOne.class));
  }

  private static <S extends Record> Constructor<S> constructor(Class<S> type) {
    Class<?>[] parameters =
        Arrays.stream(type.getRecordComponents())
            .map(RecordComponent::getType)
            .toArray(Class<?>[]::new);
    try {
      Constructor<S> constructor = type.getDeclaredConstructor(parameters);
      constructor.setAccessible(true);
      return constructor;
    } catch (NoSuchMethodException impossible) {
      throw new IllegalStateException("a record without its constructor: " + type, impossible);
    }
  }

  private static Field field(RecordComponent component) {
    Type declared = component.getGenericType();
    boolean optional = component.getType() == Optional.class;
    FieldType type = type(optional ? argument(declared, 0) : declared, component);
    return new Field(
        component.getName().replaceFirst("_$", ""),
        type,
        optional ? new Presence.Absent() : presence(type, component),
        Optional.ofNullable(component.getAnnotation(Doc.class)).map(Doc::value).orElse(""),
        Optional.ofNullable(component.getAnnotation(Replace.class)).map(Replace::value));
  }

  private static Presence presence(FieldType type, RecordComponent component) {
    Default written = component.getAnnotation(Default.class);
    return written == null
        ? new Presence.Required()
        : new Presence.Filled(Conform.to(type, FlowText.parse(written.value())));
  }

  private static FieldType type(Type declared, RecordComponent component) {
    if (declared instanceof ParameterizedType parameterized) {
      return collection(parameterized, component);
    }
    if (declared == String.class) {
      return new FieldType.Text(
          Optional.ofNullable(component.getAnnotation(Format.class)).map(Format::value),
          Optional.ofNullable(component.getAnnotation(RefersTo.class)).map(RefersTo::value));
    }
    if (declared == boolean.class || declared == Boolean.class) {
      return new FieldType.Flag();
    }
    if (declared == int.class || declared == Integer.class) {
      return whole(component, Integer.MIN_VALUE, Integer.MAX_VALUE, false);
    }
    if (declared == long.class || declared == Long.class) {
      return whole(component, Long.MIN_VALUE, Long.MAX_VALUE, true);
    }
    if (declared instanceof Class<?> named && named.isEnum()) {
      return new FieldType.Choice(
          Arrays.stream(named.asSubclass(Enum.class).getEnumConstants())
              .<Enum<?>>map(constant -> (Enum<?>) constant)
              .toList());
    }
    if (declared instanceof Class<?> named && named.isRecord()) {
      return new FieldType.Group(SpecModel.of(named.asSubclass(Record.class)));
    }
    throw new IllegalArgumentException("a spec cannot have the field " + component);
  }

  private static FieldType collection(ParameterizedType declared, RecordComponent component) {
    if (declared.getRawType() == List.class) {
      return new FieldType.ListOf(type(argument(declared, 0), component));
    }
    if (declared.getRawType() == Map.class && argument(declared, 0) == String.class) {
      return new FieldType.MapOf(type(argument(declared, 1), component));
    }
    throw new IllegalArgumentException("a spec cannot have the field " + component);
  }

  private static FieldType whole(RecordComponent component, long min, long max, boolean wide) {
    Range range = component.getAnnotation(Range.class);
    return range == null
        ? new FieldType.Whole(min, max, wide)
        : new FieldType.Whole(range.min(), range.max(), wide);
  }

  private static Type argument(Type declared, int position) {
    return ((ParameterizedType) declared).getActualTypeArguments()[position];
  }
}
