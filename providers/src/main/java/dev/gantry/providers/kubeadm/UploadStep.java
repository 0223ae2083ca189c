package dev.gantry.providers.kubeadm;

import dev.gantry.engine.spi.StepContext;
import dev.gantry.engine.spi.StepException;
import dev.gantry.resources.diagnostic.Diagnostic;
import dev.gantry.resources.value.Value;
import dev.gantry.resources.yaml.YamlValues;
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
    for (String node : work.cluster().members().controlPlanes()) {
      new EncryptionGuard(work).check(node);
    }
    phase(work, "upload-config", "all");
    context.output("clusterConfiguration", Value.of(hash(work)));
  }

  /** Sets kube-proxy up anew: its settings are in a ConfigMap, its pods are made anew for them. */
  static void proxy(ClusterWork work) throws StepException, InterruptedException {
    phase(work, "addon", "kube-proxy");
    work.api()
        .must(
            "restarting kube-proxy",
            List.of("--namespace=kube-system", "rollout", "restart", "daemonset/kube-proxy"));
  }

  /** A phase of kubeadm init that works on the cluster, on a control plane that answers. */
  private static void phase(ClusterWork work, String name, String part)
      throws StepException, InterruptedException {
    String node = work.api().serving().host().value();
    KubeadmDocuments documents = work.documents();
    work.kubeadm(
        node,
        documents.whole(documents.init(node, Optional.empty()), kept(work)),
        List.of(),
        "init",
        "phase",
        name,
        part,
        "--config=/dev/stdin");
  }

  /**
   * What the cluster's configuration has beside what is declared.
   *
   * @throws StepException code {@code cluster-configuration}, when it has none that can be read: to
   *     write another over it could lose something
   */
  static KeptConfiguration kept(ClusterWork work) throws StepException, InterruptedException {
    return new KeptConfiguration(
        YamlValues.parse(configuration(work))
            .orElseThrow(
                () ->
                    new StepException(
                        Diagnostic.error(
                            "cluster-configuration",
                            "The cluster's own configuration cannot be read",
                            "The ClusterConfiguration in the ConfigMap kubeadm-config of kube-system"
                                + " is no YAML. Mend it (kubectl -n kube-system edit configmap"
                                + " kubeadm-config), then apply again."),
                        false)));
  }

  /** The hash of the configuration that the cluster keeps now. */
  static String hash(ClusterWork work) throws StepException, InterruptedException {
    return ApiReading.hash(configuration(work));
  }

  private static String configuration(ClusterWork work) throws StepException, InterruptedException {
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
