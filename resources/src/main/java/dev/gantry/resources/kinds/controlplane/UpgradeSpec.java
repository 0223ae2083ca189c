package dev.gantry.resources.kinds.controlplane;

import dev.gantry.resources.kind.Default;
import dev.gantry.resources.kind.Doc;
import dev.gantry.resources.kind.Format;
import dev.gantry.resources.kind.Range;
import dev.gantry.resources.kind.TextFormat;
import java.util.List;

/** How nodes are drained and upgraded. Control planes are always changed one at a time. */
public record UpgradeSpec(
    @Doc("Workers at once, after the first of them alone has gone well.")
        @Default("1")
        @Range(min = 1, max = 100)
        int maxUnavailable,
    @Doc("Moving pods away before a node is changed or removed.") @Default("{}") DrainSpec drain,
    @Doc("How long to watch a node after its upgrade before the next one is begun.")
        @Default("0s")
        @Format(TextFormat.DURATION)
        String pause,
    @Doc(
            "Releases between the cluster's version and the wanted one, one of each minor that is"
                + " passed: control planes go through each, kubelets go there at once.")
        @Default("[]")
        List<ViaSpec> via) {

  /** A release on the way to another. */
  public record ViaSpec(
      @Doc("The Kubernetes version: `1.35.4`.") @Format(TextFormat.LINE) String version,
      @Doc("Where its kubeadm and its images come from, as `packages` of the ControlPlane.")
          PackagesSpec packages) {}

  /** Moving pods away from a node. */
  public record DrainSpec(
      @Doc("Whether pods are moved away at all.") @Default("true") boolean enabled,
      @Doc("How long pods may take to leave.") @Default("5m") @Format(TextFormat.DURATION)
          String timeout,
      @Doc("Whether pods that no controller would make again are deleted too.") @Default("false")
          boolean force) {}
}
