package dev.gantry.resources.kinds.encryptionkey;

import dev.gantry.resources.address.ResourceAddress;
import dev.gantry.resources.kind.Kind;
import dev.gantry.resources.kind.Problems;
import dev.gantry.resources.kinds.controlplane.ControlPlaneKind;
import dev.gantry.resources.kinds.controlplane.ControlPlaneSpec;
import dev.gantry.resources.kinds.controlplane.Membership;
import dev.gantry.resources.kinds.node.NodeKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/** The EncryptionKey kind's constant: what the loader, the engine and the provider know it by. */
public final class EncryptionKeyKind {
  /**
   * Computed attributes, beside the fields of {@link EncryptionKeySpec}:
   *
   * <ul>
   *   <li>{@code keyring}: the keys, sealed, with their fingerprints; which one writes; how far a
   *       rotation is
   *   <li>{@code deployStatus}: by control plane, the file that it has and whether its API server
   *       works by it
   *   <li>{@code migration}: which objects were written anew by which revision, and when
   *   <li>{@code rotation}: whether it is due, and since when
   * </ul>
   */
  public static final Kind<EncryptionKeySpec> KIND =
      new Kind<>(
          "EncryptionKey",
          EncryptionKeySpec.class,
          1,
          "The keys by which a cluster's objects are encrypted in etcd.",
          new TreeSet<>(List.of("deployStatus", "keyring", "migration", "rotation")),
          new TreeSet<>(List.of("migration")),
          new Rules());

  private EncryptionKeyKind() {}

  /** The cluster that it is of. */
  public static Optional<ControlPlaneSpec> controlPlane(
      EncryptionKeySpec spec, Kind.Inventory siblings) {
    return Optional.ofNullable(siblings.all(ControlPlaneKind.KIND).get(spec.controlPlane()));
  }

  /** The one that encrypts a cluster, by name. */
  public static Optional<String> of(String controlPlane, Kind.Inventory siblings) {
    return siblings.all(KIND).entrySet().stream()
        .filter(entry -> entry.getValue().controlPlane().equals(controlPlane))
        .map(entry -> entry.getKey())
        .findFirst();
  }

  /** The control planes that have its file, in order. */
  public static List<String> hosts(EncryptionKeySpec spec, Kind.Inventory siblings) {
    return controlPlane(spec, siblings)
        .map(cluster -> Membership.of(cluster, siblings.all(NodeKind.KIND)).controlPlanes())
        .orElseGet(ArrayList::new);
  }

  // A class of its own: the rules need KIND, which is not made yet where they are passed.
  private static final class Rules implements Kind.Linking<EncryptionKeySpec> {
    @Override
    public void check(
        String name, EncryptionKeySpec spec, Kind.Inventory siblings, Problems problems) {
      EncryptionKeyRules.check(name, spec, siblings, problems);
    }

    @Override
    public SortedSet<ResourceAddress> waitsFor(
        String name, EncryptionKeySpec spec, Kind.Inventory siblings) {
      SortedSet<ResourceAddress> nodes = new TreeSet<>();
      hosts(spec, siblings)
          .forEach(node -> nodes.add(new ResourceAddress(NodeKind.KIND.name(), node)));
      return nodes;
    }
  }
}
