package dev.gantry.providers.kubeadm;

import dev.gantry.engine.spi.StepContext;
import dev.gantry.engine.spi.StepException;
import dev.gantry.providers.host.CommandResult;
import dev.gantry.providers.kube.ClusterNode;
import dev.gantry.providers.kube.NodeTable;
import dev.gantry.resources.diagnostic.Diagnostic;
import dev.gantry.resources.kind.Durations;
import dev.gantry.resources.kinds.controlplane.UpgradeSpec.DrainSpec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Takes a member out of the cluster, through the API alone: so that a machine that is gone can
 * leave too. Its own files are given back by a step of its own.
 */
final class LeaveStep {
  private static final String READY = "True";

  private final ClusterWork work;
  private final String nodeName;

  /**
   * @param work with an API that is not that of the leaving node
   */
  LeaveStep(ClusterWork work, String nodeName) {
    this.work = work;
    this.nodeName = nodeName;
  }

  /**
   * @param etcdAddress the address of its member of etcd, where it has one
   */
  void run(Optional<String> etcdAddress, StepContext context)
      throws StepException, InterruptedException {
    Optional<ClusterNode> found = NodeTable.find(work.api(), nodeName);
    if (found.isPresent()) {
      if (found.get().ready().equals(READY)) {
        drain(context);
      } else {
        context.progress(nodeName + " is not ready: its pods cannot be moved, and are given up");
      }
    }
    if (etcdAddress.isPresent()) {
      new Etcd(work).remove(etcdAddress.get());
    }
    work.api()
        .must(
            "deleting node " + nodeName,
            List.of("delete", "node", nodeName, "--ignore-not-found", "--timeout=60s"));
  }

  /** Moves pods away; what is in the way is named. */
  void drain(StepContext context) throws StepException, InterruptedException {
    DrainSpec drain = work.cluster().spec().upgrade().drain();
    if (!drain.enabled()) {
      work.api().must("cordoning " + nodeName, List.of("cordon", nodeName));
      return;
    }
    Duration limit =
        Durations.isDuration(drain.timeout())
            ? Durations.parse(drain.timeout())
            : Duration.ofMinutes(5);
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "drain",
                nodeName,
                "--ignore-daemonsets",
                "--delete-emptydir-data",
                "--timeout=" + limit.toSeconds() + "s"));
    if (drain.force()) {
      arguments.add("--force");
    }
    context.progress("draining " + nodeName);
    CommandResult result = work.api().attempt(arguments, limit.plusSeconds(60));
    if (!result.ok()) {
      throw new StepException(
          Diagnostic.error(
              "drain-blocked",
              "Node " + nodeName + " could not be drained",
              result.stderr().strip()
                  + "\nMend what stands in the way (a PodDisruptionBudget that allows no eviction, a"
                  + " pod without a controller), then apply again. The node stays cordoned until"
                  + " then: `kubectl uncordon "
                  + nodeName
                  + "` takes that back."),
          false);
    }
  }
}
