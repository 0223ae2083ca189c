package dev.gantry.resources.kinds.registry;

import dev.gantry.resources.address.ResourceAddress;
import dev.gantry.resources.kind.Kind;
import dev.gantry.resources.kind.Problems;
import dev.gantry.resources.kinds.node.NodeKind;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/** The Registry kind's constant: what the loader, the engine and the provider know it by. */
public final class RegistryKind {
  /**
   * Computed attributes, beside the fields of {@link RegistrySpec}:
   *
   * <ul>
   *   <li>{@code endpoint}: host and port of the first endpoint, as image names begin with it
   *   <li>{@code hosts}: by node, a fingerprint of each of the {@code files} that are Gantry's
   *       alone, the {@code lines} of those without a secret, and containerd's {@code configPath}
   * </ul>
   */
  public static final Kind<RegistrySpec> KIND =
      new Kind<>(
          "Registry",
          RegistrySpec.class,
          1,
          "Where machines pull their images: a registry of your own, or a mirror of others.",
          new TreeSet<>(List.of("endpoint", "hosts")),
          new TreeSet<>(),
          new Rules());

  private RegistryKind() {}

  // A class of its own: the rules need KIND, which is not made yet where they are passed.
  private static final class Rules implements Kind.Linking<RegistrySpec> {
    @Override
    public void check(String name, RegistrySpec spec, Kind.Inventory siblings, Problems problems) {
      EndpointRules.check(spec, problems);
      AccessRules.check(spec, problems);
      MachineRules.check(name, spec, siblings, problems);
    }

    @Override
    public SortedSet<ResourceAddress> waitsFor(
        String name, RegistrySpec spec, Kind.Inventory siblings) {
      SortedSet<ResourceAddress> nodes = new TreeSet<>();
      RegistryNodes.of(spec, siblings.all(NodeKind.KIND))
          .keySet()
          .forEach(node -> nodes.add(new ResourceAddress(NodeKind.KIND.name(), node)));
      return nodes;
    }
  }
}
