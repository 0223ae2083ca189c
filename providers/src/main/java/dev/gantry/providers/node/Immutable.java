package dev.gantry.providers.node;

import dev.gantry.resources.kinds.node.NodeSpec;
import dev.gantry.resources.value.AttributePath;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What {@code lifecycle: immutable} means: the machine's own configuration is never changed in
 * place, neither for a new configuration nor to repair what someone changed by hand. What belongs
 * to the cluster (labels, taints, other machines' names in /etc/hosts) and a service that merely
 * stopped are updates all the same.
 */
final class Immutable {
  private static final String REASON =
      "lifecycle is immutable, so the machine is given back and prepared anew";

  private Immutable() {}

  /** The attributes whose change is a replacement, with the reason. */
  static SortedMap<AttributePath, String> reasons(NodeSpec spec) {
    SortedMap<AttributePath, String> reasons = new TreeMap<>();
    if (spec.lifecycle() == NodeSpec.Lifecycle.IMMUTABLE) {
      reasons.put(AttributePath.of("files"), REASON);
      reasons.put(AttributePath.of("hostname"), REASON);
      reasons.put(AttributePath.of("kernel"), REASON);
      reasons.put(AttributePath.of("packages"), REASON);
      reasons.put(AttributePath.of("runtime"), REASON);
    }
    return reasons;
  }
}
