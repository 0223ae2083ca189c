package dev.gantry.providers.kubeadm;

import dev.gantry.engine.spi.StepException;
import dev.gantry.providers.kube.ClusterNode;
import dev.gantry.providers.kube.NodeTable;
import dev.gantry.resources.diagnostic.Diagnostic;
import java.time.Duration;
import java.util.Optional;

/** Waits until a node whose kubelet was restarted is Ready again. */
record NodeReady(ClusterWork work, String node, Duration limit) {
  private static final Duration PAUSE = Duration.ofSeconds(1);

  /**
   * @param versioned whether the kubelet must have the cluster's version too
   */
  void await(String nodeName, boolean versioned) throws StepException, InterruptedException {
    long end = System.nanoTime() + limit.toNanos();
    while (true) {
      Optional<ClusterNode> found = NodeTable.find(work.api(), nodeName);
      if (found.filter(now -> isReady(now, versioned)).isPresent()) {
        return;
      }
      if (System.nanoTime() > end) {
        throw late(nodeName, found);
      }
      Thread.sleep(PAUSE);
    }
  }

  private boolean isReady(ClusterNode now, boolean versioned) {
    return now.ready().equals("True")
        && (!versioned || now.version().equals(work.cluster().version().tag()));
  }

  private StepException late(String nodeName, Optional<ClusterNode> found) {
    return new StepException(
        Diagnostic.error(
                "node-not-ready",
                "Node " + nodeName + " is not ready again after " + limit.toSeconds() + " s",
                "The API says: "
                    + found
                        .map(it -> "kubelet " + it.version() + ", Ready " + it.ready())
                        .orElse("no such node")
                    + ". The other nodes are left as they are. See `journalctl -u kubelet` on it,"
                    + " then apply again.")
            .onHost(node),
        false);
  }
}
