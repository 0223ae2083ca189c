package dev.gantry.providers.kubeadm;

import dev.gantry.engine.spi.StepContext;
import dev.gantry.engine.spi.StepException;
import dev.gantry.providers.kube.NodeTable;
import dev.gantry.resources.value.Value;
import java.time.Duration;
import java.util.Optional;

/**
 * Makes the first control plane.
 *
 * <ol>
 *   <li>A machine that says it joined is done.
 *   <li>One that began and did not end is reset: no other machine can have joined it, for they wait
 *       for its mark. Only a cluster with more than one node is never touched.
 *   <li>kubeadm init, with secrets that this run made and that open the cluster for two hours.
 * </ol>
 */
final class InitStep {
  private final ClusterWork work;
  private final String node;

  InitStep(ClusterWork work, String node) {
    this.work = work;
    this.node = node;
  }

  void run(StepContext context) throws StepException, InterruptedException {
    work.refuseForeign(node);
    Optional<MemberMark> mark = work.mark(node);
    boolean begun = mark.isPresent();
    boolean done = begun && mark.get().stage() == MemberMark.Stage.JOINED;
    if (begun && !done && work.hasLeftovers(node)) {
      if (hasOthers()) {
        done = true;
      } else {
        context.progress("resetting what an earlier run left half-done");
        work.reset(node, work.cluster().machine(node));
      }
    }
    if (!done) {
      init(context);
    }
    work.mark(node, MemberMark.Stage.JOINED);
    work.api().await(work.cluster().server(node), Duration.ofMinutes(2));
    NodeMetadata.set(work, node, Value.Fields.empty());
    context.output("caHash", Value.of(CaHash.read(work.shell(node))));
    context.output("clusterConfiguration", UploadStep.attribute(work));
    work.tellFiles(node, context);
  }

  private boolean hasOthers() throws InterruptedException {
    try {
      return work.api().notReady(work.cluster().server(node)).isEmpty()
          && NodeTable.read(work.api()).size() > 1;
    } catch (StepException notThere) {
      return false;
    }
  }

  private void init(StepContext context) throws StepException, InterruptedException {
    work.mark(node, MemberMark.Stage.STARTING);
    JoinSecrets.Pair fresh = JoinSecrets.random();
    KubeadmDocuments documents = work.documents();
    EncryptionWiring.requireFile(work, node);
    String input =
        documents.whole(
            documents.init(node, Optional.of(fresh)),
            EncryptionWiring.fromTheStart(work.cluster()));
    context.progress("kubeadm init");
    work.kubeadm(node, input, fresh.secrets(), "init", "--config=/dev/stdin", "--upload-certs");
    work.secrets().made(fresh, CaHash.read(work.shell(node)));
  }
}
