package dev.gantry.resources.kinds.controlplane;

import dev.gantry.resources.address.ResourceAddress;
import dev.gantry.resources.kind.Kind;
import dev.gantry.resources.kind.Problems;
import dev.gantry.resources.kinds.node.NodeKind;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/** The ControlPlane kind's constant: what the loader, the engine and the provider know it by. */
public final class ControlPlaneKind {
  /**
   * Computed attributes, beside the fields of {@link ControlPlaneSpec}:
   *
   * <ul>
   *   <li>{@code members}: by node, what it is in the cluster: {@code role, nodeName, version,
   *       labels, annotations, taints, flags, files, …}
   *   <li>{@code apiEndpoint}: address and port of the API
   *   <li>{@code caHash}: {@code sha256:} and the hash of the cluster authority's public key
   *   <li>{@code clusterConfiguration}: {@code owned:} and the SHA-256 of those fields of the
   *       ClusterConfiguration that the cluster keeps which are Gantry's
   *   <li>{@code clusterAnnotations}: those of {@code annotations}, as the cluster has them
   *   <li>{@code renewal}: by control plane, whether certificates are {@code due}
   *   <li>{@code certificates}: by control plane, when the first of them ends; informational
   *   <li>{@code maxNodes}: how many nodes podCIDR is enough for; informational
   * </ul>
   */
  public static final Kind<ControlPlaneSpec> KIND =
      new Kind<>(
          "ControlPlane",
          ControlPlaneSpec.class,
          1,
          "A Kubernetes cluster on your Nodes, made and kept by kubeadm.",
          new TreeSet<>(
              List.of(
                  "apiEndpoint",
                  "caHash",
                  "certificates",
                  "clusterAnnotations",
                  "clusterConfiguration",
                  "maxNodes",
                  "members",
                  "renewal")),
          new TreeSet<>(List.of("certificates", "maxNodes")),
          new Rules());

  private ControlPlaneKind() {}

  // A class of its own: the rules need KIND, which is not made yet where they are passed.
  private static final class Rules implements Kind.Linking<ControlPlaneSpec> {
    @Override
    public void check(
        String name, ControlPlaneSpec spec, Kind.Inventory siblings, Problems problems) {
      ControlPlaneRules.check(spec, problems);
      NetworkRules.check(spec, siblings, problems);
      MembershipRules.check(name, spec, siblings, problems);
    }

    @Override
    public SortedSet<ResourceAddress> waitsFor(
        String name, ControlPlaneSpec spec, Kind.Inventory siblings) {
      SortedSet<ResourceAddress> members = new TreeSet<>();
      Membership.of(spec, siblings.all(NodeKind.KIND))
          .nodes()
          .keySet()
          .forEach(node -> members.add(new ResourceAddress(NodeKind.KIND.name(), node)));
      return members;
    }
  }
}
