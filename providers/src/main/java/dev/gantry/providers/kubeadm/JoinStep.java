package dev.gantry.providers.kubeadm;

import dev.gantry.engine.spi.StepContext;
import dev.gantry.engine.spi.StepException;
import dev.gantry.providers.kube.NodeTable;
import dev.gantry.resources.value.Value;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Makes a machine a member of a cluster that is there.
 *
 * <ol>
 *   <li>A machine that says it joined, and that the API knows, is done.
 *   <li>One that began and did not end is taken out again: its member of etcd, its Node object, its
 *       files.
 *   <li>kubeadm join.
 * </ol>
 */
final class JoinStep {
  private final ClusterWork work;
  private final String node;

  JoinStep(ClusterWork work, String node) {
    this.work = work;
    this.node = node;
  }

  void run(StepContext context) throws StepException, InterruptedException {
    work.refuseForeign(node);
    Optional<MemberMark> mark = work.mark(node);
    String nodeName = work.cluster().node(node).nodeName();
    boolean known = mark.isPresent() && NodeTable.find(work.api(), nodeName).isPresent();
    boolean done = known && mark.get().stage() == MemberMark.Stage.JOINED;
    if (mark.isPresent() && !done) {
      context.progress("taking back what an earlier run left half-done");
      takeBack(nodeName);
    }
    if (!done) {
      join(context);
    }
    work.mark(node, MemberMark.Stage.JOINED);
    NodeMetadata.set(work, node, Value.Fields.empty());
    work.tellFiles(node, context);
  }

  private void takeBack(String nodeName) throws StepException, InterruptedException {
    if (work.cluster().isControlPlane(node) && work.cluster().hasLocalEtcd()) {
      new Etcd(work).remove(work.cluster().machine(node).address());
    }
    work.api()
        .must(
            "deleting the half-made node",
            List.of("delete", "node", nodeName, "--ignore-not-found", "--wait=true"));
    work.reset(node, work.cluster().machine(node));
  }

  private void join(StepContext context) throws StepException, InterruptedException {
    boolean controlPlane = work.cluster().isControlPlane(node);
    if (controlPlane) {
      EncryptionWiring.requireFile(work, node);
    }
    JoinSecrets.Pair pair = work.secrets().of(work.cluster(), work.api(), controlPlane);
    work.mark(node, MemberMark.Stage.STARTING);
    context.progress("kubeadm join");
    work.kubeadm(
        node,
        KubeadmDocuments.together(work.documents().join(node, pair)),
        pair.secrets(),
        "join",
        "--config=/dev/stdin");
    if (controlPlane) {
      work.api().await(work.cluster().server(node), Duration.ofMinutes(2));
    }
  }
}
