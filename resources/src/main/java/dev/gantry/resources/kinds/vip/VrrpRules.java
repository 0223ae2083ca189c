package dev.gantry.resources.kinds.vip;

import dev.gantry.resources.kind.Durations;
import dev.gantry.resources.kind.Problems;
import dev.gantry.resources.value.AttributePath;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/** What VRRP allows: RFC 3768 for version 2, RFC 5798 for version 3. */
final class VrrpRules {
  private static final AttributePath VRRP = AttributePath.of("vrrp");
  private static final AttributePath INTERVAL = VRRP.field("advertInterval");
  private static final Duration SECOND = Duration.ofSeconds(1);

  /** Twelve bits of hundredths of a second (RFC 5798 section 5.2.7). */
  private static final Duration LONGEST_V3 = Duration.ofMillis(40_950);

  private static final Duration LONGEST_V2 = Duration.ofSeconds(255);

  private VrrpRules() {}

  static void check(VipSpec spec, Problems problems) {
    if (spec.mode() == VipSpec.Mode.EXTERNAL) {
      return;
    }
    checkInterval(spec.vrrp(), problems);
    checkPassword(spec.vrrp(), problems);
    checkPriorities(spec, problems);
  }

  private static void checkInterval(VrrpSpec vrrp, Problems problems) {
    if (!Durations.isDuration(vrrp.advertInterval())) {
      return;
    }
    Duration interval = Durations.parse(vrrp.advertInterval());
    if (vrrp.version() == 2) {
      if (interval.toMillis() % 1000 != 0
          || interval.compareTo(SECOND) < 0
          || interval.compareTo(LONGEST_V2) > 0) {
        problems.error(
            INTERVAL,
            "vrrp-interval",
            "VRRP version 2 counts whole seconds, 1s to 255s",
            vrrp.advertInterval()
                + " needs version 3. Set `vrrp.version: 3`, or an interval such as 1s; the address"
                + " then takes about four seconds to move.");
      }
    } else if (interval.toMillis() % 10 != 0
        || interval.compareTo(Duration.ofMillis(10)) < 0
        || interval.compareTo(LONGEST_V3) > 0) {
      problems.error(
          INTERVAL,
          "vrrp-interval",
          "VRRP version 3 counts hundredths of a second, 10ms to 40950ms",
          "Take a multiple of 10ms instead of "
              + vrrp.advertInterval()
              + "; 300ms moves the address in about one second.");
    }
  }

  private static void checkPassword(VrrpSpec vrrp, Problems problems) {
    if (vrrp.version() == 3 && vrrp.password().isPresent()) {
      problems.error(
          VRRP.field("password"),
          "vrrp-password",
          "VRRP version 3 has no password",
          "RFC 5798 section 9 took authentication out: it was sent in the clear and kept nobody"
              + " out. Remove the password; or set `vrrp.version: 2` with an interval of 1s or more"
              + " where other equipment asks for one.");
    }
  }

  private static void checkPriorities(VipSpec spec, Problems problems) {
    Map<Integer, String> taken = new HashMap<>();
    spec.vrrp().priorities().entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .forEach(entry -> checkPriority(spec, entry.getKey(), entry.getValue(), taken, problems));
  }

  private static void checkPriority(
      VipSpec spec, String node, int priority, Map<Integer, String> taken, Problems problems) {
    AttributePath path = VRRP.field("priorities").field(node);
    if (!spec.nodes().contains(node)) {
      problems.error(
          path,
          "vrrp-priority-of-stranger",
          node + " is not a member of this VIP",
          "Priorities are for the names in `nodes`: " + String.join(", ", spec.nodes()) + ".");
    }
    if (priority < 1 || priority > 254) {
      problems.error(
          path,
          "vrrp-priority-range",
          "Priority " + priority + " is out of range",
          "Take 1 to 254; 0 and 255 have a meaning of their own in VRRP.");
    }
    String other = taken.putIfAbsent(priority, node);
    if (other != null) {
      problems.error(
          path,
          "vrrp-priority-twice",
          node + " and " + other + " have the same priority",
          "Two members of one priority decide by address who wins. Give each its own number.");
    }
  }
}
