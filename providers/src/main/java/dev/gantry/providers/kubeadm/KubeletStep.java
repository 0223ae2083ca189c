package dev.gantry.providers.kubeadm;

import dev.gantry.engine.spi.StepContext;
import dev.gantry.engine.spi.StepException;
import dev.gantry.providers.host.RemoteFile;
import dev.gantry.providers.host.Shell;
import dev.gantry.resources.value.Value;
import java.time.Duration;
import java.util.List;

/**
 * Sets one kubelet up anew: the settings that the cluster keeps for all of them, and the flags of
 * this one. Pods keep running while a kubelet restarts.
 */
final class KubeletStep {
  private static final Duration LIMIT = Duration.ofMinutes(3);

  private final ClusterWork work;
  private final String node;

  KubeletStep(ClusterWork work, String node) {
    this.work = work;
    this.node = node;
  }

  /**
   * @param before the flags that Gantry gave it last; those that are no longer wanted go
   */
  void run(Value.Fields before, StepContext context) throws StepException, InterruptedException {
    work.kubeadm(node, "", List.of(), "upgrade", "node", "phase", "kubelet-config");
    Shell shell = work.shell(node);
    String next = "See `journalctl -u kubelet` on the machine, then apply again.";
    KubeletFlags now = KubeletFlags.parse(shell.must(next, "cat", Paths.KUBELET_FLAGS).stdout());
    Value.Fields wanted = Members.expected(work.cluster(), node).fields(Members.FLAGS);
    shell.put(RemoteFile.text(Paths.KUBELET_FLAGS, now.changed(before, wanted).text()));
    shell.must(next, "systemctl", "restart", "kubelet");
    new NodeReady(work, node, LIMIT).await(work.cluster().node(node).nodeName(), false);
    if (work.cluster().isControlPlane(node)) {
      work.api().await(work.cluster().server(node), LIMIT);
    }
    work.tellFiles(node, context);
  }
}
