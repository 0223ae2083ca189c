package dev.gantry.providers.kubeadm;

import dev.gantry.engine.spi.StepContext;
import dev.gantry.engine.spi.StepException;

/** Saves etcd on a control plane before it is upgraded. */
final class SnapshotStep {
  private SnapshotStep() {}

  static void run(ClusterWork work, StepContext context)
      throws StepException, InterruptedException {
    if (!work.cluster().hasLocalEtcd()) {
      context.progress("an external etcd is saved by whoever runs it");
      return;
    }
    String path = work.cluster().spec().etcd().dataDir() + "/gantry-before-upgrade.db";
    new Etcd(work).must("saving etcd", "snapshot", "save", path);
    context.progress("saved etcd as " + path + " on " + work.api().serving().host());
  }
}
