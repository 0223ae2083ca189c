package dev.gantry.resources.kinds.node;

import dev.gantry.resources.kind.Kind;
import java.util.Collections;
import java.util.List;
import java.util.TreeSet;

/** The Node kind: a machine prepared to carry Kubernetes. */
public final class NodeKind {
  /** The kind. */
  public static final Kind<NodeSpec> KIND =
      new Kind<>(
          "Node",
          NodeSpec.class,
          1,
          "A machine, reached by SSH and prepared to carry Kubernetes.",
          Collections.unmodifiableSortedSet(new TreeSet<>(List.of("facts", "managed"))),
          Collections.unmodifiableSortedSet(new TreeSet<>(List.of("facts"))),
          (_, _, _, _) -> {});

  private NodeKind() {}
}
