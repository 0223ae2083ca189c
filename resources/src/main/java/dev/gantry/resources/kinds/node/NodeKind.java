package dev.gantry.resources.kinds.node;

import dev.gantry.resources.kind.Kind;
import dev.gantry.resources.kind.Problems;
import java.util.List;
import java.util.TreeSet;

/** The Node kind's constant: what the loader, the engine and the provider know it by. */
public final class NodeKind {
  /**
   * Computed attributes, beside the fields of {@link NodeSpec}:
   *
   * <ul>
   *   <li>{@code facts}: what the machine is: {@code os, kernel, arch, cpus, memoryMiB, …};
   *       informational
   *   <li>{@code files}: SHA-256 by path of the files that are Gantry's alone
   *   <li>{@code hostEntries}: by name its addresses, as in Gantry's block of /etc/hosts
   *   <li>{@code kubernetes}: the Kubernetes node that the machine becomes, {@link KubernetesNode}:
   *       {@code nodeName, criSocket, labels, annotations, taints, kubeletExtraArgs}
   *   <li>{@code mark}: whose the machine is by its own mark: the Node's address
   *   <li>{@code networkInterface}: the interface for the cluster's network: {@code interface}
   *       where that is given, else the one of the default route
   *   <li>{@code services}: by unit, {@code running} or what it is instead
   * </ul>
   */
  public static final Kind<NodeSpec> KIND =
      new Kind<>(
          "Node",
          NodeSpec.class,
          1,
          "A machine that you own, prepared to carry Kubernetes.",
          new TreeSet<>(
              List.of(
                  "facts",
                  "files",
                  "hostEntries",
                  "kubernetes",
                  "mark",
                  "networkInterface",
                  "services")),
          new TreeSet<>(List.of("facts")),
          NodeKind::check);

  private NodeKind() {}

  // A method of its own: the rule needs KIND, which is not made yet where it is passed.
  private static void check(
      String name, NodeSpec spec, Kind.Inventory siblings, Problems problems) {
    NodeFieldRules.check(spec, problems);
    NodeCheckRules.check(spec, problems);
    NodeFleetRules.check(name, spec, siblings, problems);
  }
}
