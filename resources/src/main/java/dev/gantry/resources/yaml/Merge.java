package dev.gantry.resources.yaml;

import dev.gantry.resources.kind.Field;
import dev.gantry.resources.kind.FieldType;
import dev.gantry.resources.kind.SpecModel;
import dev.gantry.resources.yaml.tree.YamlNode;
import dev.gantry.resources.yaml.tree.YamlNode.Entry;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Lays a resource's own spec over the defaults of its kind: groups and maps are merged field by
 * field, everything else is replaced, so that a list is never half somebody else's. A group of
 * which exactly one field may be set is replaced too.
 */
final class Merge {
  private Merge() {}

  static YamlNode.Mapping over(
      SpecModel<?> model, YamlNode.Mapping defaults, YamlNode.Mapping own) {
    return merge(new FieldType.Group(model), defaults, own);
  }

  private static YamlNode.Mapping merge(
      FieldType type, YamlNode.Mapping defaults, YamlNode.Mapping own) {
    Map<String, Entry> merged = new LinkedHashMap<>();
    defaults.entries().forEach(entry -> merged.put(entry.key(), entry));
    for (Entry entry : own.entries()) {
      Entry below = merged.get(entry.key());
      merged.put(
          entry.key(), below == null ? entry : merge(field(type, entry.key()), below, entry));
    }
    return new YamlNode.Mapping(List.copyOf(merged.values()), own.place());
  }

  private static Entry merge(Optional<FieldType> type, Entry defaults, Entry own) {
    return type.isPresent()
            && isMerged(type.get())
            && defaults.value() instanceof YamlNode.Mapping below
            && own.value() instanceof YamlNode.Mapping above
        ? new Entry(own.key(), own.keyPlace(), merge(type.get(), below, above))
        : own;
  }

  private static Optional<FieldType> field(FieldType type, String name) {
    return switch (type) {
      case FieldType.Group(SpecModel<?> model) -> model.field(name).map(Field::type);
      case FieldType.MapOf(FieldType item) -> Optional.of(item);
      case FieldType.Leaf _, FieldType.ListOf _ -> Optional.empty();
    };
  }

  private static boolean isMerged(FieldType type) {
    return switch (type) {
      case FieldType.Group(SpecModel<?> model) -> !model.exactlyOne();
      case FieldType.MapOf _ -> true;
      case FieldType.Leaf _, FieldType.ListOf _ -> false;
    };
  }
}
