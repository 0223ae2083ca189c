package dev.gantry.providers.node;

import dev.gantry.resources.kind.SpecReader;
import dev.gantry.resources.kinds.node.NodeSpec;
import dev.gantry.resources.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a machine is to have, read from a change's attributes alone.
 *
 * @param before the attributes that the machine has, empty for one that is not prepared
 * @param after the attributes that it is to have
 */
record Wanted(NodeSpec spec, Value.Fields before, Value.Fields after) {
  static Wanted of(Value.Fields before, Value.Fields after) {
    return new Wanted(SpecReader.read(NodeSpec.class, after), before, after);
  }

  String hostname() {
    return after.text("hostname").orElseThrow();
  }

  SortedMap<String, String> sysctls() {
    return texts(after.fields("kernel").fields("sysctls"));
  }

  SortedMap<String, String> hostEntries() {
    return texts(after.fields("hostEntries"));
  }

  /** Settings of containerd that the machine has from Gantry and is to lose. */
  List<String> droppedSettings() {
    List<String> keys =
        new ArrayList<>(before.fields("runtime").fields("settings").entries().keySet());
    keys.removeAll(spec.runtime().settings().keySet());
    if (hasLostDataRoot()) {
      keys.add(ContainerdConfig.ROOT_KEY);
    }
    return keys;
  }

  /** Settings of Docker that the machine has from Gantry and is to lose. */
  List<String> droppedDockerArgs() {
    List<String> keys =
        new ArrayList<>(before.fields("runtime").fields("dockerExtraArgs").entries().keySet());
    keys.removeAll(spec.runtime().dockerExtraArgs().keySet());
    if (hasLostDataRoot()) {
      keys.add("data-root");
    }
    return keys;
  }

  private boolean hasLostDataRoot() {
    return before.fields("runtime").find("dataRoot").isPresent()
        && spec.runtime().dataRoot().isEmpty();
  }

  /** Packages that the machine was given and that are no longer wanted. */
  List<String> droppedPackages() {
    List<String> names = new ArrayList<>(before.fields("packages").texts("install"));
    names.addAll(before.fields("runtime").texts("packages"));
    before
        .fields("packages")
        .texts("files")
        .forEach(file -> names.add(PackageFile.of(file).name()));
    names.removeAll(Specs.packages(spec));
    spec.packages().files().forEach(file -> names.remove(PackageFile.of(file).name()));
    return names;
  }

  private static SortedMap<String, String> texts(Value.Fields fields) {
    SortedMap<String, String> texts = new TreeMap<>();
    fields
        .entries()
        .forEach(
            (name, value) -> {
              if (value instanceof Value.Text(String text)) {
                texts.put(name, text);
              }
            });
    return texts;
  }
}
