package dev.gantry.providers.kubeadm;

import dev.gantry.engine.spi.StepException;
import dev.gantry.resources.kinds.node.NodeSpec;

/** Takes Kubernetes off a machine that has left its cluster, and gives back what was there. */
final class ResetStep {
  private ResetStep() {}

  static void run(ClusterWork work, String node, NodeSpec machine)
      throws StepException, InterruptedException {
    if (work.mark(node).isPresent() || work.hasLeftovers(node)) {
      work.reset(node, machine);
    }
    InstallStep.giveBack(work, node);
  }
}
