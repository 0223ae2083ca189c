package dev.gantry.resources.kinds.registry;

import dev.gantry.resources.kinds.node.NodeSpec;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/** The machines of a registry: those that are named; else those whose labels fit; else all. */
public final class RegistryNodes {
  private RegistryNodes() {}

  /** The machines that a spec has of these Nodes; names that are none of them are left out. */
  public static SortedMap<String, NodeSpec> of(RegistrySpec spec, SortedMap<String, NodeSpec> all) {
    SortedMap<String, NodeSpec> nodes = new TreeMap<>(all);
    if (spec.nodes().isEmpty()) {
      nodes
          .values()
          .removeIf(node -> !node.labels().entrySet().containsAll(spec.nodeSelector().entrySet()));
    } else {
      nodes.keySet().retainAll(spec.nodes());
    }
    return Collections.unmodifiableSortedMap(nodes);
  }
}
