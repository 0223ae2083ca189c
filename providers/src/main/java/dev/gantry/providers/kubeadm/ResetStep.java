package dev.gantry.providers.kubeadm;

import dev.gantry.engine.spi.StepException;
import dev.gantry.providers.host.Command;
import dev.gantry.providers.host.Scripts;
import dev.gantry.resources.kinds.node.NodeSpec;
import java.util.List;

/** Takes Kubernetes off a machine that has left its cluster, and gives back what was there. */
final class ResetStep {
  private static final String SWEEP = Scripts.beside(ResetStep.class, "sweep.sh");

  private ResetStep() {}

  static void run(ClusterWork work, String node, NodeSpec machine)
      throws StepException, InterruptedException {
    if (work.mark(node).isPresent() || work.hasLeftovers(node)) {
      work.reset(node, machine);
    }
    work.shell(node).run(Command.script(SWEEP, List.of()));
    InstallStep.giveBack(work, node);
  }
}
