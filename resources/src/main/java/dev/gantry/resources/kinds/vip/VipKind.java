package dev.gantry.resources.kinds.vip;

import dev.gantry.resources.kind.Kind;
import dev.gantry.resources.kind.Problems;
import dev.gantry.resources.kinds.node.NodeKind;
import java.util.List;
import java.util.TreeSet;

/** The VIP kind's constant: what the loader, the engine and the provider know it by. */
public final class VipKind {
  /**
   * Computed attributes, beside the fields of {@link VipSpec}:
   *
   * <ul>
   *   <li>{@code hosts}: by node, the {@code interface} that carries the address, the SHA-256 of
   *       the {@code files} that are Gantry's alone, and the state of the {@code services}
   *   <li>{@code passwordFingerprints}: by node, a fingerprint salted with what only that host
   *       knows
   *   <li>{@code holder}: the node that has the address; informational
   *   <li>{@code reachable}: by node and port, whether a connection succeeds (mode external);
   *       informational
   *   <li>{@code versions}: by node, the versions of haproxy and keepalived; informational
   * </ul>
   */
  public static final Kind<VipSpec> KIND =
      new Kind<>(
          "VIP",
          VipSpec.class,
          1,
          "One address in front of several machines: haproxy and keepalived, or a balancer of"
              + " your own.",
          new TreeSet<>(
              List.of("holder", "hosts", "passwordFingerprints", "reachable", "versions")),
          new TreeSet<>(List.of("holder", "reachable", "versions")),
          VipKind::check);

  private VipKind() {}

  // A method of its own: the rule needs KIND, which is not made yet where it is passed.
  private static void check(String name, VipSpec spec, Kind.Inventory siblings, Problems problems) {
    VipAddressRules.check(spec, siblings.all(NodeKind.KIND), problems);
    VipPortRules.check(spec, problems);
    VrrpRules.check(spec, problems);
    VipFleetRules.check(name, spec, siblings.all(KIND), problems);
  }
}
