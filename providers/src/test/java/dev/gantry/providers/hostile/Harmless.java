package dev.gantry.providers.hostile;

import dev.gantry.resources.kind.Field;
import dev.gantry.resources.kind.FieldType;
import dev.gantry.resources.kind.SpecModel;
import dev.gantry.resources.kind.TextFormat;
import dev.gantry.resources.value.Value;
import java.util.List;
import java.util.Optional;

/** A value that a field takes: what stands around a hostile one. */
final class Harmless {
  private Harmless() {}

  /** Of a group only what must be there. */
  static Value of(FieldType type) {
    return switch (type) {
      case FieldType.Text(Optional<TextFormat> format, _) ->
          Value.of(format.map(Harmless::text).orElse("a"));
      case FieldType.Whole(long min, _, _) -> Value.of(Math.max(min, 1));
      case FieldType.Flag _ -> Value.of(true);
      case FieldType.Choice choice -> Value.of(choice.words().getFirst());
      case FieldType.ListOf _ -> Value.ofTexts(List.of());
      case FieldType.MapOf _ -> Value.Fields.empty();
      case FieldType.Group(SpecModel<?> model) -> {
        Value.Fields group = Value.Fields.empty();
        for (Field field : model.fields()) {
          group = field.required() ? group.with(field.name(), of(field.type())) : group;
        }
        yield group;
      }
    };
  }

  private static String text(TextFormat format) {
    return switch (format) {
      case IP -> "10.0.0.9";
      case CIDR -> "10.9.0.0/16";
      case HOST, HOSTNAME -> "a.example";
      case INTERFACE -> "eth0";
      case ABSOLUTE_PATH -> "/srv/a";
      case DURATION -> "30s";
      case KERNEL_MODULE -> "overlay";
      case RECIPIENT -> "gantry1qqqsyqcyq5rqwzqfpg9scrgwpugpzysnzs23v9ccrydpk8qarc0sug7rsc";
      case LINE -> "a";
    };
  }
}
