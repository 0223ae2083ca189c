package dev.gantry.resources.yaml;

import dev.gantry.resources.kind.Kind;
import dev.gantry.resources.kinds.node.NodeKind;
import dev.gantry.resources.kinds.node.NodeSpec;

/** Kinds without rules, for tests of what comes before the rules. */
final class PlainKinds {
  static final Kind<NodeSpec> NODE =
      new Kind<>(
          "Node",
          NodeSpec.class,
          1,
          "A machine.",
          NodeKind.KIND.computed(),
          NodeKind.KIND.informational(),
          (_, _, _, _) -> {});

  private PlainKinds() {}
}
