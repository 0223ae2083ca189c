package dev.gantry.providers.kubeadm;

import dev.gantry.resources.kinds.controlplane.ControlPlaneSpec;
import dev.gantry.resources.value.CanonicalJson;
import dev.gantry.resources.value.Value;
import dev.gantry.resources.yaml.YamlValues;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What of a cluster's own {@code ClusterConfiguration} is Gantry's, as the attribute {@code
 * clusterConfiguration}: everything but what {@link KeptConfiguration} leaves to others. So a hand
 * edit of a field that the next apply would write over is drift, and an edit of another is not.
 */
final class OwnedConfiguration {
  /** Hashes of the whole text, as states from before have them, are bare hex. */
  private static final String FORM = "owned:";

  private OwnedConfiguration() {}

  /**
   * The attribute for a document as the cluster keeps it.
   *
   * @param text YAML; what is none counts as it is, letter by letter
   * @param spec by which flags of encryption are Gantry's or somebody else's
   */
  static Value attribute(String text, ControlPlaneSpec spec) {
    Optional<Value.Fields> found = YamlValues.parse(text);
    return Value.of(
        FORM
            + ApiReading.hash(
                found.isPresent() ? CanonicalJson.compact(owned(found.get(), spec)) : text));
  }

  /**
   * The attribute in the form in which it was recorded: a state that has the hash of the whole
   * keeps it until the next change of the configuration, so that a newer Gantry sees no drift.
   */
  static Value attribute(String text, ControlPlaneSpec spec, Value.Fields recorded) {
    boolean whole =
        recorded.text("clusterConfiguration").filter(last -> !last.startsWith(FORM)).isPresent();
    return whole ? Value.of(ApiReading.hash(text)) : attribute(text, spec);
  }

  private static Value.Fields owned(Value.Fields found, ControlPlaneSpec spec) {
    Value.Fields owned = found.without("apiVersion");
    for (String component : List.of("apiServer", "controllerManager", "scheduler")) {
      owned = owned.with(component, flat(owned.fields(component)));
    }
    Value.Fields etcd = owned.fields("etcd");
    if (etcd.find("local").isPresent()) {
      owned = owned.with("etcd", etcd.with("local", flat(etcd.fields("local"))));
    }
    SortedMap<String, Value> flags =
        new TreeMap<>(owned.fields("apiServer").fields("extraArgs").entries());
    flags
        .keySet()
        .removeIf(
            name ->
                KeptConfiguration.ENCRYPTION.contains(name)
                    && !spec.apiServerExtraArgs().containsKey(name));
    owned =
        owned.with(
            "apiServer", owned.fields("apiServer").with("extraArgs", new Value.Fields(flags)));
    for (String path : KeptConfiguration.PATHS) {
      owned = without(owned, List.of(path.split("\\.", -1)));
    }
    return withoutEmpty(owned);
  }

  /** Flags in one form, whatever version of kubeadm's document they are in. */
  private static Value.Fields flat(Value.Fields component) {
    return component.with("extraArgs", Value.ofTexts(ExtraArgs.read(component)));
  }

  private static Value.Fields without(Value.Fields fields, List<String> path) {
    String name = path.getFirst();
    if (path.size() == 1 || fields.find(name).isEmpty()) {
      return fields.without(name);
    }
    return fields.with(name, without(fields.fields(name), path.subList(1, path.size())));
  }

  /** kubeadm writes empty groups and leaves them out as it likes. */
  private static Value.Fields withoutEmpty(Value.Fields fields) {
    SortedMap<String, Value> kept = new TreeMap<>();
    fields
        .entries()
        .forEach(
            (name, value) -> {
              Value slim = value instanceof Value.Fields group ? withoutEmpty(group) : value;
              if (!slim.equals(Value.Fields.empty())) {
                kept.put(name, slim);
              }
            });
    return new Value.Fields(kept);
  }
}
