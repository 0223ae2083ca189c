package dev.gantry.providers.vip;

import dev.gantry.resources.kinds.vip.VipSpec;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * One forwarded port: what arrives at {@code port} of the VIP is turned to haproxy's {@code
 * listenPort} on the machine that has the VIP, and goes on to {@code backendPort} of a member.
 *
 * @param api whether this is the Kubernetes API, whose health is asked by HTTPS
 */
record Forward(int port, int listenPort, int backendPort, boolean api) {
  private static final int SHIFT = 10_000;
  private static final int CHECK = 6442;

  /** Every forwarded port, the API first, the others as the configuration lists them. */
  static List<Forward> of(VipSpec spec) {
    Set<Integer> taken = taken(spec);
    List<Forward> forwards = new ArrayList<>();
    VipSpec.ApiPorts api = spec.api();
    forwards.add(new Forward(api.port(), free(api.port(), taken), api.backendPort(), true));
    for (int port : spec.extraPorts()) {
      forwards.add(new Forward(port, free(port, taken), port, false));
    }
    return List.copyOf(forwards);
  }

  /** The port at which haproxy tells keepalived that it is alive: 16442 unless that is taken. */
  static int checkPort(VipSpec spec) {
    Set<Integer> taken = taken(spec);
    of(spec).forEach(forward -> taken.add(forward.listenPort()));
    return free(CHECK, taken);
  }

  /** Ports that something else on the machines has or may have. */
  private static Set<Integer> taken(VipSpec spec) {
    Set<Integer> taken = new HashSet<>(spec.extraPorts());
    taken.add(spec.api().port());
    taken.add(spec.api().backendPort());
    return taken;
  }

  /** 6443 becomes 16443: easy to recognise, and out of the way of the services themselves. */
  private static int free(int port, Set<Integer> taken) {
    int candidate = port + SHIFT > 65_535 ? port - SHIFT : port + SHIFT;
    while (!taken.add(candidate)) {
      candidate = candidate == 65_535 ? SHIFT : candidate + 1;
    }
    return candidate;
  }
}
