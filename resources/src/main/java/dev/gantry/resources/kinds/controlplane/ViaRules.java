package dev.gantry.resources.kinds.controlplane;

import dev.gantry.resources.diagnostic.Quote;
import dev.gantry.resources.kind.Problems;
import dev.gantry.resources.kind.SpecReader;
import dev.gantry.resources.value.AttributePath;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** What must hold of the releases on the way to a cluster's version. */
final class ViaRules {
  private static final AttributePath VIA = AttributePath.of("upgrade", "via");

  private ViaRules() {}

  static void check(ControlPlaneSpec spec, Problems problems) {
    Optional<KubernetesVersion> wanted = KubernetesVersion.parse(spec.version());
    Set<Integer> minors = new TreeSet<>();
    for (UpgradeSpec.ViaSpec via : spec.upgrade().via()) {
      Optional<KubernetesVersion> version = KubernetesVersion.parse(via.version());
      if (via.version().equals(SpecReader.PLACEHOLDER)) {
        continue;
      }
      if (version.isEmpty()) {
        problems.error(
            VIA,
            "kubernetes-version",
            Quote.of(via.version()) + " is no version of Kubernetes",
            "Write a released one with all three numbers: `1.35.4`.");
      } else if (wanted.isPresent() && version.get().minorsAhead(wanted.get()) >= 0) {
        problems.error(
            VIA,
            "via-not-before",
            version.get() + " is not on the way to " + wanted.get(),
            "Name releases of older minors only; `version` is where the way ends.");
      } else if (!minors.add(version.get().minor())) {
        problems.error(
            VIA,
            "via-twice",
            "Two releases of 1." + version.get().minor() + " are on the way",
            "Control planes go through one release of each minor: keep the newest.");
      }
    }
  }
}
