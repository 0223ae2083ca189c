package dev.gantry.resources.kind;

import dev.gantry.resources.diagnostic.Diagnostic;
import dev.gantry.resources.diagnostic.DiagnosticException;
import dev.gantry.resources.value.AttributePath;
import dev.gantry.resources.value.Value;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Makes typed spec records from value trees; {@link SpecWriter} is the way back. Thread safe. */
public final class SpecReader {
  /** Stands for a text that only apply will tell. */
  public static final String PLACEHOLDER = "(known after apply)";

  private SpecReader() {}

  /**
   * The typed record of a configuration's spec or of recorded attributes. Fields that the record
   * does not have are ignored, missing ones get their defaults, and a value that is not known yet
   * becomes a placeholder: {@link #PLACEHOLDER}, the smallest number, false, the first word, or
   * nothing in a list, a map or an optional. Formats and ranges are not checked here.
   *
   * @throws DiagnosticException code {@code attributes-misfit}, when a value has a type that the
   *     field cannot have or a required field is missing: recorded by another version, or damaged
   */
  public static <S extends Record> S read(Class<S> type, Value.Fields fields) {
    return group(SpecModel.of(type), conform(type, fields));
  }

  /**
   * The same fields in the exact shape of the record: defaults filled in, numbers and truth values
   * where the record has them, other fields left out, unknown values kept.
   *
   * @throws DiagnosticException as {@link #read}
   */
  public static Value.Fields conform(Class<? extends Record> type, Value.Fields fields) {
    try {
      return Conform.group(SpecModel.of(type), fields, AttributePath.root());
    } catch (Conform.MisfitException misfit) {
      throw new DiagnosticException(
          Diagnostic.error(
              "attributes-misfit",
              "Attributes do not have the shape of a " + type.getSimpleName(),
              "Attribute "
                  + misfit.getMessage()
                  + ". They were written by another version of Gantry, or edited by hand."));
    }
  }

  private static <S extends Record> S group(SpecModel<S> model, Value.Fields fields) {
    Object[] components = new Object[model.fields().size()];
    for (int i = 0; i < components.length; i++) {
      Field field = model.fields().get(i);
      Optional<Value> value = fields.find(field.name());
      components[i] =
          field.presence() instanceof Field.Presence.Absent
              ? value
                  .filter(set -> !(set instanceof Value.Unknown))
                  .map(set -> typed(field.type(), set))
              : typed(field.type(), value.orElseThrow());
    }
    return model.create(components);
  }

  private static Object typed(FieldType type, Value value) {
    return switch (value) {
      case Value.Unknown _ -> placeholder(type);
      case Value.Sealed _ -> throw new IllegalArgumentException("a spec's field is never sealed");
      case Value.Text(String text) ->
          type instanceof FieldType.Choice choice ? choice.constant(text).orElseThrow() : text;
      case Value.Whole(long number) -> number(type, number);
      case Value.Flag(boolean on) -> on;
      case Value.Many(List<Value> items) -> list((FieldType.ListOf) type, items);
      case Value.Fields fields ->
          type instanceof FieldType.Group(SpecModel<?> model)
              ? group(model, fields)
              : map((FieldType.MapOf) type, fields);
    };
  }

  private static Object number(FieldType type, long number) {
    // Not a conditional expression: that would widen the int to a long.
    if (type instanceof FieldType.Whole(_, _, boolean wide) && wide) {
      return number;
    }
    return Math.toIntExact(number);
  }

  private static List<Object> list(FieldType.ListOf type, List<Value> items) {
    List<Object> typed = new ArrayList<>();
    items.forEach(item -> typed.add(typed(type.item(), item)));
    return Collections.unmodifiableList(typed);
  }

  private static Map<String, Object> map(FieldType.MapOf type, Value.Fields fields) {
    Map<String, Object> typed = new LinkedHashMap<>();
    fields.entries().forEach((name, item) -> typed.put(name, typed(type.item(), item)));
    return Collections.unmodifiableMap(typed);
  }

  private static Object placeholder(FieldType type) {
    return switch (type) {
      case FieldType.Text _ -> PLACEHOLDER;
      case FieldType.Whole(long min, long max, _) -> number(type, Math.max(min, Math.min(max, 0)));
      case FieldType.Flag _ -> false;
      case FieldType.Choice choice -> choice.constants().getFirst();
      case FieldType.ListOf _ -> List.of();
      case FieldType.MapOf _ -> Collections.emptyMap();
      case FieldType.Group(SpecModel<?> model) -> placeholders(model);
    };
  }

  private static <S extends Record> S placeholders(SpecModel<S> model) {
    Object[] components =
        model.fields().stream()
            .map(
                field ->
                    field.presence() instanceof Field.Presence.Absent
                        ? Optional.empty()
                        : placeholder(field.type()))
            .toArray();
    return model.create(components);
  }
}
