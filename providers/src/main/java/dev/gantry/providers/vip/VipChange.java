package dev.gantry.providers.vip;

import dev.gantry.resources.address.HostName;
import dev.gantry.resources.value.AttributePath;
import dev.gantry.resources.value.Value;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/** Which machines a change of attributes is about. */
final class VipChange {
  private static final AttributePath ROUTER_ID = AttributePath.of("vrrp", "routerId");
  private static final AttributePath ADDRESS = AttributePath.of("address");

  private VipChange() {}

  /** Whether machines carry the VIP that these attributes tell of. */
  static boolean isCarried(Value.Fields attributes) {
    return attributes.text("mode").filter("keepalived"::equals).isPresent();
  }

  /** The members, in the order of the spec. */
  static List<String> nodes(Value.Fields attributes) {
    return attributes.texts("nodes");
  }

  /** Members that are not as they are to be. */
  static SortedSet<String> touched(Value.Fields before, Value.Fields after) {
    SortedSet<String> touched = new TreeSet<>();
    boolean all = !before.find("packages").equals(after.find("packages"));
    for (String node : nodes(after)) {
      if (all
          || differs(before, after, AttributePath.of("hosts", node))
          || differs(before, after, AttributePath.of("passwordFingerprints", node))) {
        touched.add(node);
      }
    }
    return touched;
  }

  /** Machines that carried the VIP and are to carry it no more. */
  static SortedSet<String> former(Value.Fields before, Value.Fields after) {
    SortedSet<String> former = new TreeSet<>(nodes(before));
    former.addAll(before.fields("hosts").entries().keySet());
    former.removeAll(nodes(after));
    return former;
  }

  /** Whether the change could meet somebody else's router id or address. */
  static boolean movesOnSegment(Value.Fields before, Value.Fields after) {
    return differs(before, after, ROUTER_ID) || differs(before, after, ADDRESS);
  }

  static Member member(Layout layout, HostName host) {
    return layout.members().stream()
        .filter(member -> member.host().equals(host))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException(host + " is no member"));
  }

  private static boolean differs(Value.Fields before, Value.Fields after, AttributePath path) {
    Optional<Value> old = path.in(before);
    return !old.equals(path.in(after));
  }
}
