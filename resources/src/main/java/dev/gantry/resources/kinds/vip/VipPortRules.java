package dev.gantry.resources.kinds.vip;

import dev.gantry.resources.kind.Durations;
import dev.gantry.resources.kind.Problems;
import dev.gantry.resources.value.AttributePath;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;

/** What must hold of the ports, and of the check of what is behind them. */
final class VipPortRules {
  private static final int SSH = 22;
  private static final AttributePath EXTRA = AttributePath.of("extraPorts");
  private static final Pattern PATH = Pattern.compile("(/[A-Za-z0-9._~/?=&%+-]*)?");

  private VipPortRules() {}

  static void check(VipSpec spec, Problems problems) {
    checkSsh(spec.api().port(), AttributePath.of("api", "port"), problems);
    checkSsh(spec.api().backendPort(), AttributePath.of("api", "backendPort"), problems);
    Map<Integer, String> taken = new HashMap<>();
    taken.put(spec.api().backendPort(), "api.backendPort");
    taken.put(spec.api().port(), "api.port");
    for (int i = 0; i < spec.extraPorts().size(); i++) {
      checkExtra(spec.extraPorts().get(i), EXTRA.index(i), taken, problems);
    }
    checkHealth(spec.health(), problems);
  }

  private static void checkExtra(
      int port, AttributePath path, Map<Integer, String> taken, Problems problems) {
    if (port < 1 || port > 65535) {
      problems.error(path, "port-out-of-range", port + " is not a port", "Ports are 1 to 65535.");
      return;
    }
    checkSsh(port, path, problems);
    String other = taken.putIfAbsent(port, path.toString());
    if (other != null) {
      problems.error(
          path,
          "vip-port-clash",
          "Port " + port + " is taken by " + other,
          "Every port of the VIP is forwarded once; remove one of the two.");
    }
  }

  private static void checkSsh(int port, AttributePath path, Problems problems) {
    if (port == SSH) {
      problems.error(
          path,
          "vip-port-ssh",
          "Port 22 cannot be forwarded",
          "It is the machines' own SSH port: an SSH client of the VIP would land on another machine"
              + " each time. Take another port.");
    }
  }

  private static void checkHealth(HealthSpec health, Problems problems) {
    if (!PATH.matcher(health.path()).matches()) {
      problems.error(
          AttributePath.of("health", "path"),
          "vip-health-path",
          "The path of the health check is not a URL path",
          "Write a path such as `/readyz`, or \"\" to check only that the port accepts.");
    }
    if (!Durations.isDuration(health.interval())) {
      return;
    }
    Duration interval = Durations.parse(health.interval());
    if (interval.compareTo(Duration.ofMillis(100)) < 0
        || interval.compareTo(Duration.ofMinutes(1)) > 0) {
      problems.error(
          AttributePath.of("health", "interval"),
          "vip-health-interval",
          "A health check every " + health.interval() + " is out of range",
          "Take 100ms to 1m: shorter loads the API, longer leaves a dead one in use.");
    }
  }
}
