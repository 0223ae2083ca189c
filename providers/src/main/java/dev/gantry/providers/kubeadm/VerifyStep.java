package dev.gantry.providers.kubeadm;

import dev.gantry.engine.spi.StepContext;
import dev.gantry.engine.spi.StepException;
import dev.gantry.providers.kube.ApiServer;
import dev.gantry.providers.kube.NodeTable;
import dev.gantry.resources.value.Value;
import dev.gantry.state.Condition;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Looks at the whole in the end: every API server, etcd, every member. */
final class VerifyStep {
  private static final Duration LIMIT = Duration.ofMinutes(2);

  private VerifyStep() {}

  static void run(ClusterWork work, List<String> planes, StepContext context)
      throws StepException, InterruptedException {
    context.condition("HostsPrepared", Condition.Status.TRUE, "Installed", "");
    for (String node : planes) {
      ApiServer server = work.cluster().server(node);
      work.api().await(server, LIMIT);
    }
    context.condition(
        "APIServerReady",
        Condition.Status.TRUE,
        "Ready",
        planes.size() + " API servers answer on their own addresses");
    etcd(work, context);
    Set<String> missing = new TreeSet<>();
    work.cluster()
        .members()
        .nodes()
        .keySet()
        .forEach(node -> missing.add(work.cluster().node(node).nodeName()));
    missing.removeAll(NodeTable.read(work.api()).keySet());
    context.condition(
        "NodesJoined",
        missing.isEmpty() ? Condition.Status.TRUE : Condition.Status.FALSE,
        missing.isEmpty() ? "AllJoined" : "Missing",
        missing.isEmpty()
            ? work.cluster().members().nodes().size() + " nodes"
            : String.join(", ", missing));
    context.output("caHash", Value.of(CaHash.read(work.api().shell())));
    context.output("clusterConfiguration", UploadStep.attribute(work));
  }

  private static void etcd(ClusterWork work, StepContext context)
      throws StepException, InterruptedException {
    if (!work.cluster().hasLocalEtcd()) {
      context.condition("EtcdHealthy", Condition.Status.UNKNOWN, "External", "");
      return;
    }
    List<Etcd.Member> members = new Etcd(work).members();
    boolean voting = members.stream().noneMatch(Etcd.Member::learner);
    context.condition(
        "EtcdHealthy",
        voting ? Condition.Status.TRUE : Condition.Status.FALSE,
        voting ? "AllVoting" : "Learner",
        members.size() + " members");
  }
}
