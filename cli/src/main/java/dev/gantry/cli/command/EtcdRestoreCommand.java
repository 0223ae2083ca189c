package dev.gantry.cli.command;

import dev.gantry.cli.run.Toolbox;
import dev.gantry.providers.etcd.SnapshotFile;
import dev.gantry.resources.address.ResourceAddress;
import dev.gantry.resources.config.Configuration;
import dev.gantry.state.Recorded;
import dev.gantry.state.StateSession;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Brings a cluster's etcd back from a snapshot. */
@Command(
    description = {
      "Bring a cluster's etcd back from a snapshot, on all of its control planes.",
      "",
      "What the cluster holds becomes what it held then. The control planes are stopped, get the"
          + " snapshot's data as the same members, and start again; pods go on running meanwhile."
          + " Their present data is moved aside and kept. Asks for the cluster's name. Every control"
          + " plane must be reachable. Killed at any moment, the same command goes on."
    },
    footer = {
      "",
      "Examples:",
      "  gantry etcd restore etcd-main-20260731T101500Z.db",
      "  gantry etcd restore blue.db ControlPlane/blue"
    })
final class EtcdRestoreCommand implements Callable<Integer> {
  private final Root root;

  @Mixin private ApprovalOptions approval = new ApprovalOptions();
  @Mixin private ConfigurationOptions configuration = new ConfigurationOptions();
  @Mixin private StateOptions state = new StateOptions();
  @Mixin private ParallelismOption parallelism = new ParallelismOption();

  @Parameters(index = "0", paramLabel = "FILE", description = "What gantry etcd snapshot wrote.")
  private String file = "";

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "CONTROLPLANE",
      description = "Which cluster; the only one unless given.")
  private Optional<String> cluster = Optional.empty();

  EtcdRestoreCommand(Root root) {
    this.root = root;
  }

  @Override
  public Integer call() {
    approval.check(false);
    try (Planning view = new Planning(root, approval.json())) {
      return view.telling(() -> restore(view));
    }
  }

  private int restore(Planning view) {
    Configuration desired = configuration.load(root);
    SnapshotFile snapshot = SnapshotFile.of(root.path(file));
    try (StateSession session = state.open(root, "etcd restore", desired)) {
      Recorded chosen = Clusters.withOwnEtcd(Clusters.chosen(session.current(), cluster));
      try (Toolbox.Machinery machinery = root.machinery(desired, session.current())) {
        ErrandRun errand =
            new ErrandRun(
                view, machinery.restoring(snapshot), desired, session, parallelism.hosts());
        return errand.on(chosen.address(), root.terminal(), approval, words(chosen.address()));
      }
    }
  }

  private static ErrandRun.Words words(ResourceAddress cluster) {
    return new ErrandRun.Words(
        "Do you really want to restore the etcd of " + cluster,
        "Everything that was written to the cluster since the snapshot is gone from it. Type its name"
            + " to approve.",
        cluster.name(),
        "Restored the etcd of "
            + cluster
            + ". The data of before is kept beside it on each control plane, as"
            + " member.before-restore-…: remove it when you no longer need it.",
        "Not restored yet.");
  }
}
