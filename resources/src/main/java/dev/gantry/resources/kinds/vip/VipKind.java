package dev.gantry.resources.kinds.vip;

import dev.gantry.resources.kind.Kind;
import java.util.Collections;
import java.util.List;
import java.util.TreeSet;

/** The VIP kind: one address for several control planes. */
public final class VipKind {
  /** The kind. */
  public static final Kind<VipSpec> KIND =
      new Kind<>(
          "VIP",
          VipSpec.class,
          1,
          "One address in front of several machines: haproxy and keepalived, or a balancer of"
              + " your own.",
          Collections.unmodifiableSortedSet(new TreeSet<>(List.of("managed"))),
          Collections.emptySortedSet(),
          (_, _, _, _) -> {});

  private VipKind() {}
}
