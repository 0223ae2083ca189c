package dev.gantry.resources.kinds.controlplane;

import dev.gantry.resources.kinds.node.NodeSpec;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;

/**
 * The Nodes of a cluster: those that are named, in the order in which they are; else those whose
 * labels fit; else all.
 */
public record Membership(Map<String, NodeSpec> nodes) {
  public Membership {
    nodes = Collections.unmodifiableMap(new LinkedHashMap<>(nodes));
  }

  /** The members that a spec has of these Nodes; names that are none of them are left out. */
  public static Membership of(ControlPlaneSpec spec, SortedMap<String, NodeSpec> all) {
    Map<String, NodeSpec> members = new LinkedHashMap<>();
    if (spec.nodes().isEmpty()) {
      all.forEach(
          (name, node) -> {
            if (node.labels().entrySet().containsAll(spec.nodeSelector().entrySet())) {
              members.put(name, node);
            }
          });
    } else {
      for (String name : spec.nodes()) {
        NodeSpec node = all.get(name);
        if (node != null) {
          members.put(name, node);
        }
      }
    }
    return new Membership(members);
  }

  /** Names of the control planes, in order. */
  public List<String> controlPlanes() {
    return with(NodeSpec.Role.CONTROL_PLANE);
  }

  /** Names of the workers, in order. */
  public List<String> workers() {
    return with(NodeSpec.Role.WORKER);
  }

  private List<String> with(NodeSpec.Role role) {
    List<String> names = new ArrayList<>();
    nodes.forEach(
        (name, node) -> {
          if (node.role() == role) {
            names.add(name);
          }
        });
    return names;
  }
}
