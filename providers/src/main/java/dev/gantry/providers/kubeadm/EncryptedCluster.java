package dev.gantry.providers.kubeadm;

import dev.gantry.engine.spi.StepException;
import dev.gantry.providers.host.Command;
import dev.gantry.providers.host.CommandResult;
import dev.gantry.providers.host.HostLedger;
import dev.gantry.providers.host.Remotes;
import dev.gantry.providers.kube.ApiServer;
import dev.gantry.providers.kube.ClusterApi;
import dev.gantry.resources.address.ResourceAddress;
import dev.gantry.resources.kind.Kind;
import dev.gantry.resources.kinds.controlplane.ControlPlaneKind;
import dev.gantry.resources.kinds.controlplane.ControlPlaneSpec;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A cluster as the provider of EncryptionKey sees it while steps run: it tells API servers of the
 * file with the keys, and nothing else. Safe for use by several threads.
 */
public final class EncryptedCluster {
  private final ClusterWork work;

  private EncryptedCluster(ClusterWork work) {
    this.work = work;
  }

  /**
   * A cluster by its name; empty where it is not known any more.
   *
   * @param inventory has its spec, its Nodes and its VIP
   */
  public static Optional<EncryptedCluster> of(
      Remotes remotes, String name, Kind.Inventory inventory) {
    ControlPlaneSpec spec = inventory.all(ControlPlaneKind.KIND).get(name);
    if (spec == null) {
      return Optional.empty();
    }
    Cluster cluster = Cluster.of(name, spec, inventory);
    return Optional.of(
        new EncryptedCluster(
            new ClusterWork(
                new Workbench(remotes, HostLedger::on, Path.of("")),
                new ResourceAddress(ControlPlaneKind.KIND.name(), name),
                cluster,
                new ClusterApi(remotes, cluster.servers()),
                new JoinSecrets())));
  }

  /** Every API server, in the order of the control planes. */
  public List<ApiServer> servers() {
    return work.cluster().servers();
  }

  /** The cluster's API. */
  public ClusterApi api() {
    return work.api();
  }

  /** Whether a machine has an API server: a manifest of one. */
  public boolean hasApiServer(String node) throws StepException, InterruptedException {
    return work.shell(node).run(Command.of("test", "-e", Paths.manifest("kube-apiserver"))).ok();
  }

  /** Whether the manifest of a machine's API server names the file with the keys. */
  public boolean isTold(String node) throws StepException, InterruptedException {
    CommandResult manifest =
        work.shell(node).run(Command.of("cat", Paths.manifest("kube-apiserver")));
    return EncryptionWiring.FILE.equals(
        EncryptionGuard.flags(manifest.stdout()).get(KeptConfiguration.ENCRYPTION.getFirst()));
  }

  /**
   * Says in the cluster's own configuration whether it encrypts, for joins and upgrades to come.
   */
  public void keep(boolean encrypts) throws StepException, InterruptedException {
    UploadStep.keep(work, kept(encrypts));
  }

  /**
   * Has kubeadm write the manifest of a machine's API server anew and waits until that is ready.
   */
  public void tell(String node, boolean encrypts) throws StepException, InterruptedException {
    new ReconfigureStep(work, node).apiServer(kept(encrypts));
  }

  /**
   * Starts a machine's API server where it is down and waits until it is ready. One that could not
   * start for a while is tried again by the kubelet every five minutes only, and at once when the
   * kubelet itself is restarted, which ends no pod.
   */
  public void wake(String node) throws StepException, InterruptedException {
    ApiServer server = work.cluster().server(node);
    if (work.api().notReady(server).isPresent()) {
      work.shell(node)
          .must("See `systemctl status kubelet` on it.", "systemctl", "restart", "kubelet");
      work.api().await(server, ClusterWork.KUBEADM_LIMIT);
    }
  }

  /** Restarts a machine's API server and waits until it is ready. */
  public void restart(String node) throws StepException, InterruptedException {
    new StaticPods(work, node).restart(List.of("kube-apiserver"));
    work.api().await(work.cluster().server(node), ClusterWork.KUBEADM_LIMIT);
  }

  private KeptConfiguration kept(boolean encrypts) throws StepException, InterruptedException {
    KeptConfiguration now = KeptConfiguration.of(work);
    return new KeptConfiguration(
        encrypts ? EncryptionWiring.on(now.found()) : EncryptionWiring.off(now.found()));
  }
}
