package dev.gantry.providers.kubeadm;

import dev.gantry.resources.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * The {@code extraArgs} of a component in kubeadm's documents: a map up to v1beta3, a list of names
 * and values after it, of which the last of a name holds.
 */
final class ExtraArgs {
  private ExtraArgs() {}

  /** The flags of a component. */
  static SortedMap<String, String> read(Value.Fields component) {
    return read(component, _ -> {});
  }

  /**
   * The flags of a component.
   *
   * @param repeated hears the names that are there more than once
   */
  static SortedMap<String, String> read(Value.Fields component, Consumer<String> repeated) {
    SortedMap<String, String> flags = new TreeMap<>();
    component
        .fields("extraArgs")
        .entries()
        .forEach((name, value) -> flags.put(name, value.scalarText().orElse("")));
    for (Value.Fields flag : component.groups("extraArgs")) {
      String name = flag.text("name").orElse("");
      if (flags.put(name, flag.text("value").orElse("")) != null) {
        repeated.accept(name);
      }
    }
    return flags;
  }

  /** As a document has them, sorted by name. */
  static Value write(Map<String, String> flags, boolean v1beta4) {
    if (!v1beta4) {
      return Value.ofTexts(flags);
    }
    List<Value> list = new ArrayList<>();
    new TreeMap<>(flags)
        .forEach(
            (name, value) ->
                list.add(
                    Value.Fields.empty()
                        .with("name", Value.of(name))
                        .with("value", Value.of(value))));
    return new Value.Many(list);
  }
}
