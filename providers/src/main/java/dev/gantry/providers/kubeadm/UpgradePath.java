package dev.gantry.providers.kubeadm;

import dev.gantry.engine.spi.Step;
import dev.gantry.resources.kinds.controlplane.ControlPlaneSpec;
import dev.gantry.resources.kinds.controlplane.KubernetesVersion;
import dev.gantry.resources.kinds.controlplane.UpgradeSpec.ViaSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The releases that control planes go through on their way to another minor: Kubernetes has no
 * upgrade that passes one over. Kubelets may be three minors older, so they go there at once (the
 * policy of version skew).
 *
 * @param stages one of each minor between, the oldest first; the wanted version is not among them
 * @param missing minors between of which no release is named
 */
record UpgradePath(List<ViaSpec> stages, List<Integer> missing) {
  /** How many minors a kubelet may be behind its API server. */
  static final int SKEW = 3;

  UpgradePath {
    stages = List.copyOf(stages);
    missing = List.copyOf(missing);
  }

  /** The way from a version to that of a spec. */
  static UpgradePath of(Optional<KubernetesVersion> from, ControlPlaneSpec spec) {
    List<ViaSpec> stages = new ArrayList<>();
    List<Integer> missing = new ArrayList<>();
    Optional<KubernetesVersion> to = KubernetesVersion.parse(spec.version());
    if (from.isPresent() && to.isPresent()) {
      for (int minor = from.get().minor() + 1; minor < to.get().minor(); minor++) {
        Optional<ViaSpec> stage = release(spec, minor);
        stage.ifPresent(stages::add);
        if (stage.isEmpty()) {
          missing.add(minor);
        }
      }
    }
    return new UpgradePath(stages, missing);
  }

  private static Optional<ViaSpec> release(ControlPlaneSpec spec, int minor) {
    return spec.upgrade().via().stream()
        .filter(
            via ->
                KubernetesVersion.parse(via.version())
                    .filter(version -> version.minor() == minor)
                    .isPresent())
        .findFirst();
  }

  /** The versions passed, as a person reads them. */
  String told() {
    return String.join(", ", stages.stream().map(ViaSpec::version).toList());
  }

  /** The steps to all but the last version: one control plane after another, release by release. */
  List<Step> steps(ControlPlaneSteps draft, List<String> planes) {
    List<Step> steps = new ArrayList<>();
    for (ViaSpec via : stages) {
      for (String node : planes) {
        boolean first = node.equals(planes.getFirst());
        steps.add(
            draft
                .step(
                    "upgrade-" + via.version() + ":" + node,
                    "upgrading the control plane to " + via.version(),
                    node)
                .act(
                    (work, context) ->
                        new UpgradeStep(work.via(via), node).components(first, context)));
      }
    }
    return steps;
  }
}
