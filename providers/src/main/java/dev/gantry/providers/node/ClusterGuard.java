package dev.gantry.providers.node;

import dev.gantry.engine.plan.AttributeDiff;
import dev.gantry.engine.planner.Differ;
import dev.gantry.engine.probe.HostReading;
import dev.gantry.engine.spi.Observation;
import dev.gantry.engine.spi.StepException;
import dev.gantry.engine.spi.Subject;
import dev.gantry.providers.host.Command;
import dev.gantry.resources.diagnostic.Diagnostic;
import dev.gantry.resources.kinds.node.NodeKind;
import dev.gantry.resources.kinds.node.NodeSpec;
import dev.gantry.resources.value.AttributePath;
import dev.gantry.resources.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Refuses changes that would take the ground from under a node of a running cluster: those that
 * replace the machine's preparation, and another name in Kubernetes. The machine has to leave its
 * cluster first.
 */
final class ClusterGuard {
  /** What kubeadm writes when a machine joins, and removes when it is reset. */
  static final String KUBELET_CONF = "/etc/kubernetes/kubelet.conf";

  private static final List<AttributePath> ALWAYS =
      List.of(
          AttributePath.of("address"),
          AttributePath.of("runtime", "type"),
          AttributePath.of("runtime", "dataRoot"),
          AttributePath.of("kubernetes", "nodeName"));

  private static final String HAS_JOINED =
      "The machine has " + KUBELET_CONF + ": it has joined a cluster, ";

  private static final String NEXT =
      "Take the node out of its ControlPlane first (`nodes`, or a label of its `nodeSelector`) and"
          + " apply: it is drained and reset. Then plan again. In a cluster that is not Gantry's,"
          + " drain it, run `kubeadm reset` on the machine and delete the node. Or take the change"
          + " back.";

  private ClusterGuard() {}

  /**
   * Refuses to make a machine anew that is a node of a running cluster.
   *
   * @throws StepException code {@code node-in-cluster}, when it is one
   */
  static void refuse(NodeHost host) throws StepException, InterruptedException {
    if (host.attempt(Command.of("test", "-e", KUBELET_CONF)).ok()) {
      throw host.failure(
          "node-in-cluster",
          "The machine cannot be made anew while it is a node of a running cluster",
          HAS_JOINED + "and its containers would end. " + NEXT,
          Optional.empty());
    }
  }

  static Optional<Diagnostic> refusal(
      Subject<NodeSpec> subject,
      Observation observed,
      Value.Fields after,
      HostReading.Answered reading) {
    if (!(observed instanceof Observation.Present(Value.Fields before))
        || reading.file(KUBELET_CONF).isEmpty()) {
      return Optional.empty();
    }
    List<AttributePath> paths = new ArrayList<>(ALWAYS);
    paths.addAll(Immutable.reasons(subject.spec()).keySet());
    return Differ.diff(before, after, NodeKind.KIND.informational()).stream()
        .map(AttributeDiff::path)
        .filter(path -> paths.stream().anyMatch(kept -> kept.contains(path)))
        .findFirst()
        .map(path -> refusal(subject, path));
  }

  private static Diagnostic refusal(Subject<NodeSpec> subject, AttributePath path) {
    return Diagnostic.error(
            "node-in-cluster",
            path + " cannot change while the machine is a node of a running cluster",
            HAS_JOINED + "and this change would end its containers. " + NEXT)
        .at(subject.address())
        .onHost(subject.address().name());
  }
}
