package dev.gantry.resources.kinds.cni;

import dev.gantry.resources.address.ResourceAddress;
import dev.gantry.resources.kind.Kind;
import dev.gantry.resources.kind.Problems;
import dev.gantry.resources.kinds.controlplane.ControlPlaneKind;
import dev.gantry.resources.kinds.controlplane.ControlPlaneSpec;
import dev.gantry.resources.kinds.controlplane.Membership;
import dev.gantry.resources.kinds.controlplane.NetworkSpec;
import dev.gantry.resources.kinds.node.NodeKind;
import dev.gantry.resources.value.AttributePath;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/** The CNI kind's constant: what the loader, the engine and the provider know it by. */
public final class CniKind {
  /**
   * Computed attributes, beside the fields of {@link CniSpec}:
   *
   * <ul>
   *   <li>{@code hosts}: with type bridge, by node its {@code podCIDR}, {@code interface}, and the
   *       SHA-256 of the {@code files} that are Gantry's alone
   *   <li>{@code objects}: with type custom, by object of the manifests the SHA-256 of what was
   *       applied
   *   <li>{@code podCIDR}: the addresses of all pods
   * </ul>
   */
  public static final Kind<CniSpec> KIND =
      new Kind<>(
          "CNI",
          CniSpec.class,
          1,
          "The network of a cluster's pods.",
          new TreeSet<>(List.of("hosts", "objects", "podCIDR")),
          new TreeSet<>(),
          new Rules());

  private CniKind() {}

  /** The cluster that a network is of. */
  public static Optional<ControlPlaneSpec> controlPlane(CniSpec spec, Kind.Inventory siblings) {
    return Optional.ofNullable(siblings.all(ControlPlaneKind.KIND).get(spec.controlPlane()));
  }

  // A class of its own: the rules need KIND, which is not made yet where they are passed.
  private static final class Rules implements Kind.Linking<CniSpec> {
    @Override
    public void check(String name, CniSpec spec, Kind.Inventory siblings, Problems problems) {
      siblings
          .all(KIND)
          .headMap(name)
          .forEach(
              (other, theirs) -> {
                if (theirs.controlPlane().equals(spec.controlPlane())) {
                  problems.error(
                      AttributePath.of("controlPlane"),
                      "two-networks",
                      "ControlPlane/" + spec.controlPlane() + " has CNI/" + other + " already",
                      "A cluster has one network for its pods: take one of them out.");
                }
              });
      controlPlane(spec, siblings)
          .filter(_ -> spec.type() == CniSpec.Type.BRIDGE)
          .filter(cluster -> cluster.network().family() != NetworkSpec.Family.IPV4)
          .ifPresent(
              _ ->
                  problems.error(
                      AttributePath.of("type"),
                      "bridge-family",
                      "The bridge network carries IPv4 only",
                      "Its nodes answer ARP for their pods, and IPv6 has nothing like it for whole"
                          + " networks. Use another type for ipv6 and dual."));
    }

    @Override
    public SortedSet<ResourceAddress> waitsFor(String name, CniSpec spec, Kind.Inventory siblings) {
      SortedSet<ResourceAddress> nodes = new TreeSet<>();
      controlPlane(spec, siblings)
          .ifPresent(
              cluster ->
                  Membership.of(cluster, siblings.all(NodeKind.KIND))
                      .nodes()
                      .keySet()
                      .forEach(node -> nodes.add(new ResourceAddress(NodeKind.KIND.name(), node))));
      return nodes;
    }
  }
}
