package dev.gantry.resources.kind;

import dev.gantry.resources.value.AttributePath;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/** Which attributes cannot change in place. */
public final class ReplaceRules {
  private ReplaceRules() {}

  /**
   * The path of every field marked {@link Replace}, also in nested groups, with the reason. A
   * change below such a path counts as a change of it.
   */
  public static SortedMap<AttributePath, String> of(Class<? extends Record> spec) {
    SortedMap<AttributePath, String> rules = new TreeMap<>();
    collect(SpecModel.of(spec), AttributePath.root(), rules);
    return Collections.unmodifiableSortedMap(rules);
  }

  private static void collect(
      SpecModel<?> model, AttributePath path, SortedMap<AttributePath, String> rules) {
    for (Field field : model.fields()) {
      AttributePath at = path.field(field.name());
      field.replace().ifPresent(reason -> rules.put(at, reason));
      if (field.type() instanceof FieldType.Group(SpecModel<?> nested)) {
        collect(nested, at, rules);
      }
    }
  }
}
