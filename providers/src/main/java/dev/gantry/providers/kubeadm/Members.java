package dev.gantry.providers.kubeadm;

import dev.gantry.providers.kube.ClusterNode;
import dev.gantry.resources.kinds.node.KubernetesNode;
import dev.gantry.resources.kinds.node.TaintSpec;
import dev.gantry.resources.value.Value;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The attribute {@code members}: by node {@code role, nodeName, version, labels, annotations,
 * taints, kubeletExtraArgs, files}. Of labels, annotations and taints only those that Gantry gave
 * or is to give: others on the same node are somebody else's.
 */
final class Members {
  static final String NAME = "members";
  static final String FLAGS = "kubeletExtraArgs";
  static final String CONTROL_PLANE = "control-plane";
  static final String WORKER = "worker";

  private Members() {}

  /** One member as it is to be; its files are told by whoever knows. */
  static Value.Fields expected(Cluster cluster, String node) {
    KubernetesNode wanted = cluster.node(node);
    SortedMap<String, String> taints = new TreeMap<>();
    wanted.taints().forEach(taint -> taints.put(taintKey(taint), taint.value()));
    return Value.Fields.empty()
        .with("role", Value.of(cluster.isControlPlane(node) ? CONTROL_PLANE : WORKER))
        .with("nodeName", Value.of(wanted.nodeName()))
        .with("version", Value.of(cluster.version().tag()))
        .with("labels", Value.ofTexts(wanted.labels()))
        .with("annotations", Value.ofTexts(wanted.annotations()))
        .with("taints", Value.ofTexts(taints))
        .with(FLAGS, Value.ofTexts(wanted.kubeletExtraArgs()));
  }

  /** One member as the API and its machine say. */
  static Value.Fields observed(
      ClusterNode found, MachineReading machine, Value.Fields recorded, Value.Fields desired) {
    boolean controlPlane = found.labels().containsKey("node-role.kubernetes.io/control-plane");
    SortedMap<String, String> taints = new TreeMap<>();
    Set<String> ours = names("taints", recorded, desired);
    for (String taint : found.taints()) {
      String key = taint.replaceFirst("=[^:]*", "");
      if (ours.contains(key)) {
        taints.put(key, taint.contains("=") ? taint.replaceFirst("[^=]*=([^:]*):.*", "$1") : "");
      }
    }
    return Value.Fields.empty()
        .with("role", Value.of(controlPlane ? CONTROL_PLANE : WORKER))
        .with("nodeName", Value.of(found.name()))
        .with("version", Value.of(found.version()))
        .with("labels", Value.ofTexts(kept(found.labels(), names("labels", recorded, desired))))
        .with(
            "annotations",
            Value.ofTexts(kept(found.annotations(), names("annotations", recorded, desired))))
        .with("taints", Value.ofTexts(taints))
        .with(FLAGS, Value.ofTexts(machine.flags().named(names(FLAGS, recorded, desired))))
        .with("files", machine.files(controlPlane));
  }

  /** A taint without its value: what tells it from another on the same node. */
  static String taintKey(TaintSpec taint) {
    return taint.key() + ":" + taint.effect().word();
  }

  private static SortedSet<String> names(String field, Value.Fields... members) {
    SortedSet<String> names = new TreeSet<>();
    for (Value.Fields member : members) {
      names.addAll(member.fields(field).entries().keySet());
    }
    return names;
  }

  private static SortedMap<String, String> kept(
      SortedMap<String, String> all, Collection<String> names) {
    SortedMap<String, String> kept = new TreeMap<>(all);
    kept.keySet().retainAll(names);
    return kept;
  }

  /** The names of members. */
  static SortedSet<String> names(Value.Fields attributes) {
    return new TreeSet<>(attributes.fields(NAME).entries().keySet());
  }

  /** One member's attributes; empty where it is none. */
  static Value.Fields of(Value.Fields attributes, String node) {
    return attributes.fields(NAME).fields(node);
  }

  /** Whether a member is a control plane by these attributes. */
  static boolean isControlPlane(Value.Fields attributes, String node) {
    return of(attributes, node).text("role").equals(Optional.of(CONTROL_PLANE));
  }
}
