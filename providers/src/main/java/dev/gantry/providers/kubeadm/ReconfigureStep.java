package dev.gantry.providers.kubeadm;

import dev.gantry.engine.spi.StepContext;
import dev.gantry.engine.spi.StepException;
import dev.gantry.providers.host.Command;
import dev.gantry.providers.host.CommandResult;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/** Sets up one control plane or kubelet anew, as the configuration now says. */
final class ReconfigureStep {
  private static final Duration LIMIT = Duration.ofMinutes(3);

  private final ClusterWork work;
  private final String node;

  ReconfigureStep(ClusterWork work, String node) {
    this.work = work;
    this.node = node;
  }

  /**
   * Static pods of this control plane; those whose manifest does not change keep running.
   *
   * @param names whether the API server's certificate gets other names
   */
  void controlPlane(boolean names, StepContext context) throws StepException, InterruptedException {
    KeptConfiguration kept = KeptConfiguration.of(work);
    new EncryptionGuard(work, kept.in(work.documents().cluster())).check(node);
    StaticPods pods = new StaticPods(work, node);
    SortedMap<String, StaticPods.Running> before = pods.now();
    if (names) {
      String certificate = Paths.PKI + "apiserver.";
      work.shell(node).must("Apply again.", "rm", "-f", certificate + "crt", certificate + "key");
      phase(kept, "certs", "apiserver");
    }
    phase(kept, "control-plane", "all");
    if (work.cluster().hasLocalEtcd()) {
      phase(kept, "etcd", "local");
    }
    pods.awaitChanged(before);
    if (names && same(before, pods.now())) {
      context.progress("restarting the API server for its new certificate");
      pods.restart(List.of("kube-apiserver"));
    }
    healthy(context);
  }

  private static boolean same(
      SortedMap<String, StaticPods.Running> before, SortedMap<String, StaticPods.Running> now) {
    return Optional.ofNullable(before.get("kube-apiserver"))
        .equals(Optional.ofNullable(now.get("kube-apiserver")));
  }

  /** The API server alone, whatever its manifest had before: for who takes encryption away. */
  void apiServer(KeptConfiguration kept) throws StepException, InterruptedException {
    StaticPods pods = new StaticPods(work, node);
    SortedMap<String, StaticPods.Running> before = pods.now();
    phase(kept, "control-plane", "apiserver");
    pods.awaitChanged(before);
    work.api().await(work.cluster().server(node), LIMIT);
  }

  /** New certificates, taken up by every component. */
  void renew(StepContext context) throws StepException, InterruptedException {
    CommandResult result =
        work.shell(node)
            .run(Command.of("kubeadm", "certs", "renew", "all").within(Duration.ofMinutes(2)));
    if (!result.ok()) {
      throw KubeadmTrouble.of(node, "kubeadm certs renew all", result);
    }
    context.progress("restarting the control plane's components");
    new StaticPods(work, node).restartAll();
    healthy(context);
  }

  private void phase(KeptConfiguration kept, String... names)
      throws StepException, InterruptedException {
    KubeadmDocuments documents = work.documents();
    List<String> arguments = new ArrayList<>(List.of("init", "phase"));
    arguments.addAll(List.of(names));
    arguments.add("--config=/dev/stdin");
    work.kubeadm(
        node,
        documents.whole(documents.init(node, Optional.empty()), kept),
        List.of(),
        arguments.toArray(String[]::new));
  }

  private void healthy(StepContext context) throws StepException, InterruptedException {
    work.api().await(work.cluster().server(node), LIMIT);
    work.tellFiles(node, context);
  }
}
