package dev.gantry.providers.check;

import dev.gantry.resources.address.HostName;
import dev.gantry.resources.kinds.node.CheckName;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;

/**
 * Whether the clocks agree. Each machine's clock was compared with this one's; the machine in the
 * middle is taken for the right one, so that a wrong clock here accuses nobody. One or two machines
 * have no middle: they are compared with this one. Only what is certain is told: a bound that the
 * way there and back leaves open counts for the machine.
 */
final class ClockSkewCheck implements FleetCheck {
  /** etcd and certificates bear less than this. */
  private static final Duration MOST = Duration.ofSeconds(1);

  private static final int MIDDLE_NEEDS = 3;

  @Override
  public void look(SortedMap<HostName, CheckedHost> fleet, Findings findings) {
    List<ClockOffset> offsets =
        fleet.values().stream()
            .flatMap(host -> host.answers().clock().stream())
            .sorted(Comparator.comparing(ClockOffset::middle))
            .toList();
    boolean hasMiddle = offsets.size() >= MIDDLE_NEEDS;
    ClockOffset right = hasMiddle ? offsets.get(offsets.size() / 2) : ClockOffset.none();
    String whose = hasMiddle ? "most machines'" : "this machine's";
    for (CheckedHost host : fleet.values()) {
      host.answers().clock().ifPresent(clock -> compare(host, clock, right, whose, findings));
    }
  }

  private static void compare(
      CheckedHost host, ClockOffset clock, ClockOffset right, String whose, Findings findings) {
    Duration ahead = clock.surelyAheadOf(right);
    Duration behind = right.surelyAheadOf(clock);
    if (ahead.compareTo(MOST) > 0 || behind.compareTo(MOST) > 0) {
      Duration skew = clock.middle().minus(right.middle());
      findings.error(
          host,
          CheckName.CLOCK_SKEW,
          "the clock is "
              + seconds(skew.abs())
              + (skew.isNegative() ? " behind " : " ahead of ")
              + whose,
          "install and start chrony or systemd-timesyncd; at once: chronyc makestep");
    }
  }

  private static String seconds(Duration duration) {
    return String.format(Locale.ROOT, "%.1f s", duration.toMillis() / 1000.0);
  }
}
