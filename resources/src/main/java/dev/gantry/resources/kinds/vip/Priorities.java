package dev.gantry.resources.kinds.vip;

import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** Which member is preferred: VRRP elects the one with the highest priority. */
public final class Priorities {
  private static final int FIRST = 150;

  private Priorities() {}

  /**
   * The priority of every member, in the order of {@code nodes}: what is given, and for the others
   * numbers that fall from 150 and that nobody else has. Members before one that is added or
   * removed keep theirs.
   */
  public static Map<String, Integer> of(VipSpec spec) {
    Map<String, Integer> given = spec.vrrp().priorities();
    Set<Integer> taken = new HashSet<>(given.values());
    Map<String, Integer> priorities = new LinkedHashMap<>();
    int next = FIRST;
    for (String node : spec.nodes()) {
      Integer own = given.get(node);
      while (own == null && taken.contains(next)) {
        next--;
      }
      priorities.put(node, own == null ? next-- : own);
    }
    return Collections.unmodifiableMap(priorities);
  }
}
