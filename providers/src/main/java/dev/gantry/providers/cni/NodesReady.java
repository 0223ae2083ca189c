package dev.gantry.providers.cni;

import dev.gantry.engine.spi.StepContext;
import dev.gantry.engine.spi.StepException;
import dev.gantry.providers.kube.ClusterApi;
import dev.gantry.providers.kube.ClusterNode;
import dev.gantry.providers.kube.NodeTable;
import dev.gantry.resources.diagnostic.Diagnostic;
import dev.gantry.state.Condition;
import java.time.Duration;
import java.util.Collection;
import java.util.SortedMap;
import java.util.TreeMap;

/** Waits until nodes are Ready, and says which are not. */
final class NodesReady {
  private static final long PAUSE_MILLIS = 1000;

  private final ClusterApi api;
  private final Network network;
  private final Duration limit;

  NodesReady(ClusterApi api, Network network, Duration limit) {
    this.api = api;
    this.network = network;
    this.limit = limit;
  }

  /**
   * @param nodes to wait for; all of them where none is named
   */
  void await(Collection<String> nodes, StepContext context)
      throws StepException, InterruptedException {
    Collection<String> wanted = nodes.isEmpty() ? network.nodes().keySet() : nodes;
    long end = System.nanoTime() + limit.toNanos();
    int told = -1;
    while (true) {
      SortedMap<String, String> waiting = waiting(wanted);
      if (waiting.isEmpty()) {
        context.condition(
            "CNIReady", Condition.Status.TRUE, "NodesReady", wanted.size() + " nodes are ready");
        return;
      }
      if (waiting.size() != told) {
        told = waiting.size();
        context.progress("waiting for " + String.join(", ", waiting.keySet()));
      }
      if (System.nanoTime() > end) {
        context.condition(
            "CNIReady",
            Condition.Status.FALSE,
            "NodesNotReady",
            String.join(", ", waiting.keySet()));
        throw late(waiting);
      }
      Thread.sleep(PAUSE_MILLIS);
    }
  }

  private SortedMap<String, String> waiting(Collection<String> wanted)
      throws StepException, InterruptedException {
    SortedMap<String, ClusterNode> found = NodeTable.read(api);
    SortedMap<String, String> waiting = new TreeMap<>();
    for (String node : wanted) {
      ClusterNode now = found.get(network.nodeName(node));
      String ready = now == null ? "not in the cluster" : now.ready();
      if (!ready.equals("True")) {
        waiting.put(node, ready);
      }
    }
    return waiting;
  }

  private StepException late(SortedMap<String, String> waiting) {
    return new StepException(
        Diagnostic.error(
            "nodes-not-ready",
            "Nodes are not ready after " + limit.toSeconds() + " s",
            waiting
                + "\nSee `kubectl describe node` and `journalctl -u kubelet` on them, then apply"
                + " again."),
        false);
  }
}
