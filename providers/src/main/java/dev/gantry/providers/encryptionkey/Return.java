package dev.gantry.providers.encryptionkey;

import dev.gantry.engine.spi.StepContext;
import dev.gantry.engine.spi.StepException;
import dev.gantry.providers.kubeadm.EncryptedCluster;
import java.util.List;

/**
 * The way back to a cluster that encrypts nothing, and what is known of how far an earlier run got:
 * an API server that is not told of the file any more reads nothing that a key wrote, so by then
 * everything was written in the clear and looked at, and no key may write again.
 */
final class Return {
  private final KeyWork work;
  private final List<String> hosts;

  Return(KeyWork work, List<String> hosts) {
    this.work = work;
    this.hosts = hosts;
  }

  /** Finds out where to begin. */
  void begin(KeyRing back, StepContext context) throws StepException, InterruptedException {
    EncryptedCluster cluster = work.cluster();
    boolean anyServer = false;
    boolean allTold = true;
    for (String host : hosts) {
      if (cluster.hasApiServer(host)) {
        anyServer = true;
        allTold &= cluster.isTold(host);
      }
    }
    boolean done = !anyServer || !allTold;
    work.now(done ? back.in(Phase.REMOVED) : back, context);
  }

  /** Joins and upgrades to come shall not encrypt. */
  void keep() throws StepException, InterruptedException {
    if (anyServer()) {
      work.cluster().keep(false);
    }
  }

  private boolean anyServer() throws StepException, InterruptedException {
    for (String host : hosts) {
      if (work.cluster().hasApiServer(host)) {
        return true;
      }
    }
    return false;
  }

  /** One API server is no longer told of the file. */
  void untell(String host) throws StepException, InterruptedException {
    EncryptedCluster cluster = work.cluster();
    if (cluster.hasApiServer(host) && cluster.isTold(host)) {
      cluster.tell(host, false);
    }
  }
}
