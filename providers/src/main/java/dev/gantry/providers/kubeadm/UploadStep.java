package dev.gantry.providers.kubeadm;

import dev.gantry.engine.spi.StepContext;
import dev.gantry.engine.spi.StepException;
import dev.gantry.resources.value.Value;
import java.util.List;
import java.util.Optional;

/**
 * Puts the cluster's configuration where kubeadm looks for it at the next join and upgrade, before
 * any machine is changed (kubeadm's page on reconfiguring a cluster).
 */
final class UploadStep {
  private UploadStep() {}

  static void run(ClusterWork work, StepContext context)
      throws StepException, InterruptedException {
    KeptConfiguration kept = KeptConfiguration.of(work);
    guard(work, new EncryptionGuard(work, kept.in(work.documents().cluster())));
    phase(work, kept, "upload-config", "all");
    context.output("clusterConfiguration", attribute(work));
  }

  /** Keeps another configuration in the cluster. */
  static void keep(ClusterWork work, KeptConfiguration kept)
      throws StepException, InterruptedException {
    phase(work, kept, "upload-config", "kubeadm");
  }

  /** One that is away is checked before it is set up anew itself; here the others are. */
  private static void guard(ClusterWork work, EncryptionGuard guard)
      throws StepException, InterruptedException {
    for (String node : work.cluster().members().controlPlanes()) {
      try {
        guard.check(node);
      } catch (StepException problem) {
        if (!problem.retryable()) {
          throw problem;
        }
      }
    }
  }

  /** Sets kube-proxy up anew: its settings are in a ConfigMap, its pods are made anew for them. */
  static void proxy(ClusterWork work) throws StepException, InterruptedException {
    phase(work, KeptConfiguration.of(work), "addon", "kube-proxy");
    work.api()
        .must(
            "restarting kube-proxy",
            List.of("--namespace=kube-system", "rollout", "restart", "daemonset/kube-proxy"));
  }

  /** A phase of kubeadm init that works on the cluster, on a control plane that answers. */
  private static void phase(ClusterWork work, KeptConfiguration kept, String name, String part)
      throws StepException, InterruptedException {
    String node = work.api().serving().host().value();
    KubeadmDocuments documents = work.documents();
    work.kubeadm(
        node,
        documents.whole(documents.init(node, Optional.empty()), kept),
        List.of(),
        "init",
        "phase",
        name,
        part,
        "--config=/dev/stdin");
  }

  /** The attribute for the configuration that the cluster keeps now. */
  static Value attribute(ClusterWork work) throws StepException, InterruptedException {
    return OwnedConfiguration.attribute(configuration(work), work.cluster().spec());
  }

  /** The configuration that the cluster keeps now. */
  static String configuration(ClusterWork work) throws StepException, InterruptedException {
    return work.api()
        .must(
            "reading the cluster's configuration",
            List.of(
                "--namespace=kube-system",
                "get",
                "configmap",
                "kubeadm-config",
                "-o",
                "jsonpath={.data.ClusterConfiguration}"))
        .stdout();
  }
}
