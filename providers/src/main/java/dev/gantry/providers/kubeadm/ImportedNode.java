package dev.gantry.providers.kubeadm;

import dev.gantry.providers.kube.ClusterNode;
import dev.gantry.resources.kinds.controlplane.Cidr;
import dev.gantry.resources.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The fields of a Node that a machine of a cluster stands for: what it is in Kubernetes, and that
 * somebody else prepares it.
 */
final class ImportedNode {
  private static final String ROLE = "node-role.kubernetes.io/";
  private static final String CONTROL_PLANE = ROLE + "control-plane";

  private final String name;
  private final ClusterNode node;
  private final ImportReading.Machine machine;
  private final List<String> leftOut = new ArrayList<>();

  /**
   * @param name of the resource
   */
  ImportedNode(String name, ClusterNode node, ImportReading.Machine machine) {
    this.name = name;
    this.node = node;
    this.machine = machine;
  }

  /** Whether it is a control plane. */
  boolean isControlPlane() {
    return node.labels().containsKey(CONTROL_PLANE);
  }

  /** Its address in the cluster's network; empty for a Node object that tells none. */
  Optional<String> address() {
    return machine.addresses().stream().findFirst();
  }

  /** What has no field, for people. */
  List<String> leftOut() {
    return List.copyOf(leftOut);
  }

  /**
   * The fields.
   *
   * @param access how it is reached: fields of a Node
   * @param cgroupDriver of its kubelet
   */
  Value.Fields spec(Value.Fields access, String cgroupDriver) {
    Value.Fields spec =
        access
            .with("address", Value.of(address().orElseThrow()))
            .with("lifecycle", Value.of("external"));
    if (access.text("connectAddress").equals(address())) {
      spec = spec.without("connectAddress");
    }
    Optional<String> second =
        machine.addresses().stream().skip(1).filter(ImportedNode::isV6).findFirst();
    if (second.isPresent() && address().filter(ImportedNode::isV6).isEmpty()) {
      spec = spec.with("ipv6Address", Value.of(second.get()));
    }
    if (isControlPlane()) {
      spec = spec.with("role", Value.of("control-plane"));
    }
    if (address().equals(Optional.of(node.name()))) {
      spec = spec.with("nodeName", Value.of("ip"));
    } else if (!node.name().equals(name)) {
      spec = spec.with("hostname", Value.of(node.name()));
    }
    Value.Fields runtime = runtime(cgroupDriver);
    spec = runtime.entries().isEmpty() ? spec : spec.with("runtime", runtime);
    return taints(labels(spec));
  }

  private Value.Fields runtime(String cgroupDriver) {
    Value.Fields runtime = Value.Fields.empty();
    if (machine.runtime().startsWith("docker:")) {
      runtime = runtime.with("type", Value.of("docker"));
    } else if (!machine.runtime().startsWith("containerd:")) {
      runtime = runtime.with("type", Value.of("none"));
    }
    return cgroupDriver.equals("cgroupfs")
        ? runtime.with("cgroupDriver", Value.of(cgroupDriver))
        : runtime;
  }

  /** Labels that are a person's own; those of Kubernetes and of the kubelet are theirs. */
  private Value.Fields labels(Value.Fields spec) {
    SortedMap<String, String> labels = new TreeMap<>();
    SortedMap<String, Value> roles = new TreeMap<>();
    node.labels()
        .forEach(
            (key, value) -> {
              if (key.startsWith(ROLE)) {
                role(key, value).ifPresent(role -> roles.put(key.substring(ROLE.length()), role));
              } else if (!isOfKubernetes(key)) {
                labels.put(key, value);
              }
            });
    Value.Fields labelled = labels.isEmpty() ? spec : spec.with("labels", Value.ofTexts(labels));
    return roles.isEmpty() ? labelled : labelled.with("roles", new Value.Fields(roles));
  }

  private Optional<Value> role(String key, String value) {
    String role = key.substring(ROLE.length());
    if (key.equals(CONTROL_PLANE) || role.equals("master")) {
      return Optional.empty();
    }
    if (!value.isEmpty()) {
      leftOut.add("label " + key + ": a role's label has no value");
      return Optional.empty();
    }
    Optional<String> taint = roleTaint(key);
    Value.Fields given = Value.Fields.empty();
    if (taint.isEmpty()) {
      return Optional.of(given.with("taint", Value.of(false)));
    }
    return Optional.of(
        taint.get().equals("reserved") ? given : given.with("value", Value.of(taint.get())));
  }

  /** The value of the taint that goes with a role. */
  private Optional<String> roleTaint(String key) {
    return node.taints().stream()
        .filter(taint -> key(taint).equals(key) && effect(taint).equals("NoSchedule"))
        .map(ImportedNode::value)
        .findFirst();
  }

  private Value.Fields taints(Value.Fields spec) {
    List<Value> taints = new ArrayList<>();
    boolean open = isControlPlane();
    for (String taint : node.taints()) {
      boolean ofRole =
          effect(taint).equals("NoSchedule") && spec.fields("roles").find(role(taint)).isPresent();
      if (isControlPlane() && taint.equals(CONTROL_PLANE + ":NoSchedule")) {
        open = false;
      } else if (!ofRole && !isTransient(key(taint))) {
        Value.Fields one =
            Value.Fields.empty()
                .with("key", Value.of(key(taint)))
                .with("effect", Value.of(effect(taint)));
        taints.add(value(taint).isEmpty() ? one : one.with("value", Value.of(value(taint))));
      }
    }
    Value.Fields tainted = taints.isEmpty() ? spec : spec.with("taints", new Value.Many(taints));
    return open ? tainted.with("schedulable", Value.of(true)) : tainted;
  }

  private static String role(String taint) {
    return key(taint).startsWith(ROLE) ? key(taint).substring(ROLE.length()) : "";
  }

  private static String key(String taint) {
    return taint.replaceFirst("[=:].*", "");
  }

  private static String value(String taint) {
    return taint.contains("=") ? taint.replaceFirst("^[^=]*=([^:]*):.*$", "$1") : "";
  }

  private static String effect(String taint) {
    return taint.substring(taint.lastIndexOf(':') + 1);
  }

  private static boolean isOfKubernetes(String key) {
    String domain = key.contains("/") ? key.substring(0, key.indexOf('/')) : "";
    return domain.equals("kubernetes.io")
        || domain.endsWith(".kubernetes.io")
        || domain.equals("k8s.io")
        || domain.endsWith(".k8s.io");
  }

  /** Set and taken away by Kubernetes itself: a node that is cordoned, or not ready. */
  private static boolean isTransient(String key) {
    return key.startsWith("node.kubernetes.io/") || key.startsWith("node.cloudprovider.");
  }

  private static boolean isV6(String address) {
    return Cidr.address(address).filter(Cidr::isV6).isPresent();
  }
}
