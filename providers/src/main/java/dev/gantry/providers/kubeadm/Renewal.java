package dev.gantry.providers.kubeadm;

import dev.gantry.resources.kind.Durations;
import dev.gantry.resources.kinds.controlplane.ControlPlaneSpec;
import java.time.Duration;

/** Whether certificates are to be renewed: the attribute {@code renewal}. */
final class Renewal {
  static final String GOOD = "not due";
  static final String DUE = "due";

  private Renewal() {}

  /** How long before their end certificates are renewed. */
  static Duration before(ControlPlaneSpec spec) {
    String written = spec.certificates().renewBefore();
    return Durations.isDuration(written) ? Durations.parse(written) : Duration.ofDays(90);
  }

  static String word(Duration left, Duration before) {
    return left.compareTo(before) < 0 ? DUE : GOOD;
  }
}
