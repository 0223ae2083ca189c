package dev.gantry.resources.kinds.node;

import dev.gantry.resources.kind.SpecWriter;
import dev.gantry.resources.value.Value;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a machine's Kubernetes node shall look like, worked out from its Node in this one place and
 * kept as its attribute {@code kubernetes}. A Node does not join a cluster by itself: whoever joins
 * it (a control plane) gives these to kubeadm's {@code nodeRegistration} and to the API.
 *
 * @param nodeName the name under which it joins, unique in its cluster
 * @param criSocket where the kubelet finds the runtime; empty leaves that to kubeadm
 * @param labels all of them. A kubelet may not give itself those of {@code
 *     node-role.kubernetes.io/}: they are set through the API
 * @param taints the control plane's own first, then those of roles, then those of the spec
 * @param kubeletExtraArgs the kubelet's flags without dashes, those that follow from other fields
 *     included
 */
public record KubernetesNode(
    String nodeName,
    Optional<String> criSocket,
    Map<String, String> labels,
    Map<String, String> annotations,
    List<TaintSpec> taints,
    Map<String, String> kubeletExtraArgs) {
  /** The annotation that carries {@code displayName}: Kubernetes has no field for it. */
  static final String DISPLAY_NAME = "gantry.dev/display-name";

  /** The kubelet's flag for the node's own addresses. */
  public static final String NODE_IP = "node-ip";

  public KubernetesNode {
    labels = Collections.unmodifiableSortedMap(new TreeMap<>(labels));
    annotations = Collections.unmodifiableSortedMap(new TreeMap<>(annotations));
    taints = List.copyOf(taints);
    kubeletExtraArgs = Collections.unmodifiableSortedMap(new TreeMap<>(kubeletExtraArgs));
  }

  /**
   * The Kubernetes node of a Node.
   *
   * @param name the Node's own name: its hostname unless it has another
   */
  public static KubernetesNode of(String name, NodeSpec spec) {
    return new KubernetesNode(
        nodeName(name, spec),
        spec.runtime().criSocket(),
        labels(spec),
        annotations(spec),
        taints(spec),
        kubeletExtraArgs(spec));
  }

  /** The name under which the machine joins Kubernetes. */
  static String nodeName(String name, NodeSpec spec) {
    return switch (spec.nodeName()) {
      case HOSTNAME -> spec.hostname().orElse(name);
      case IP -> spec.address();
    };
  }

  /** As attributes are kept. */
  public Value.Fields asFields() {
    return SpecWriter.write(this);
  }

  private static SortedMap<String, String> labels(NodeSpec spec) {
    SortedMap<String, String> labels = new TreeMap<>(spec.labels());
    spec.roles().keySet().forEach(role -> labels.put(RoleSpec.PREFIX + role, ""));
    if (spec.role() == NodeSpec.Role.CONTROL_PLANE) {
      labels.put(RoleSpec.PREFIX + RoleSpec.CONTROL_PLANE, "");
    }
    return labels;
  }

  private static SortedMap<String, String> annotations(NodeSpec spec) {
    SortedMap<String, String> annotations = new TreeMap<>(spec.annotations());
    spec.displayName().ifPresent(shown -> annotations.put(DISPLAY_NAME, shown));
    return annotations;
  }

  /** Those that follow from other fields of the spec than {@code taints}. */
  static List<TaintSpec> impliedTaints(NodeSpec spec) {
    List<TaintSpec> taints = new ArrayList<>();
    if (spec.role() == NodeSpec.Role.CONTROL_PLANE && !spec.schedulable().orElse(false)) {
      taints.add(taint(RoleSpec.CONTROL_PLANE, ""));
    }
    new TreeMap<>(spec.roles())
        .forEach(
            (role, given) -> {
              if (given.taint()) {
                taints.add(taint(role, given.value()));
              }
            });
    return taints;
  }

  private static TaintSpec taint(String role, String value) {
    return new TaintSpec(RoleSpec.PREFIX + role, value, TaintSpec.Effect.NO_SCHEDULE);
  }

  private static List<TaintSpec> taints(NodeSpec spec) {
    List<TaintSpec> taints = new ArrayList<>(impliedTaints(spec));
    taints.addAll(spec.taints());
    return taints;
  }

  /** What names the node's own addresses to its kubelet. */
  public static String nodeIp(NodeSpec spec) {
    return spec.address() + spec.ipv6Address().map(second -> "," + second).orElse("");
  }

  /** Of a machine that somebody else prepares, those only that were asked for. */
  private static SortedMap<String, String> kubeletExtraArgs(NodeSpec spec) {
    SortedMap<String, String> flags = new TreeMap<>(spec.kubeletExtraArgs());
    spec.maxPods().ifPresent(most -> flags.put("max-pods", String.valueOf(most)));
    if (spec.isExternal()) {
      return flags;
    }
    flags.put(NODE_IP, nodeIp(spec));
    if (spec.runtime().type() == RuntimeSpec.Type.CONTAINERD) {
      flags.put("container-log-max-size", spec.runtime().logs().maxSize());
      flags.put("container-log-max-files", String.valueOf(spec.runtime().logs().maxFiles()));
    }
    return flags;
  }
}
