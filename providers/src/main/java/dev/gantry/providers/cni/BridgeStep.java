package dev.gantry.providers.cni;

import dev.gantry.engine.spi.StepContext;
import dev.gantry.engine.spi.StepException;
import dev.gantry.providers.host.Command;
import dev.gantry.providers.host.Ledger;
import dev.gantry.providers.host.RemoteFile;
import dev.gantry.providers.host.Scripts;
import dev.gantry.providers.host.Shell;
import dev.gantry.providers.kube.ClusterApi;
import dev.gantry.providers.kube.ClusterNode;
import dev.gantry.providers.kube.NodeTable;
import dev.gantry.resources.address.ResourceAddress;
import dev.gantry.resources.diagnostic.Diagnostic;
import dev.gantry.resources.kinds.node.NodeSpec;
import dev.gantry.resources.value.Value;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/** Type bridge on one node. */
final class BridgeStep {
  private static final String CARRIER = Scripts.beside(BridgeStep.class, "carrier.sh");
  private static final String SWEEP = Scripts.beside(BridgeStep.class, "sweep.sh");
  private static final String PLUGINS = Scripts.beside(BridgeStep.class, "plugins.sh");

  /**
   * containerd looks at the folder when a file in it is written or removed, and passes over one
   * that appears (pkg/cri/server/cni_conf_syncer.go): a file that is renamed into place alone would
   * wait for its next start.
   */
  private static final String POKE = ": >\"$1/.gantry\" && rm \"$1/.gantry\"";

  private static final long PATIENCE_NANOS = 60_000_000_000L;
  private static final long PAUSE_MILLIS = 500;

  private final ResourceAddress owner;
  private final Shell shell;
  private final Ledger ledger;

  BridgeStep(ResourceAddress owner, Shell shell, Ledger ledger) {
    this.owner = owner;
    this.shell = shell;
    this.ledger = ledger;
  }

  /**
   * Sets the node up; tells what it has then. The runtime's own file comes last: with it the node
   * becomes ready.
   */
  Value.Fields configure(Network network, String node, ClusterApi api, StepContext context)
      throws StepException, InterruptedException {
    NodeSpec machine =
        Optional.ofNullable(network.nodes().get(node))
            .orElseThrow(() -> new IllegalArgumentException(node + " is no node of the cluster"));
    String own = podCidr(api, network.nodeName(node));
    String carrier = carrier(machine);
    ledger.installPackages(owner, network.spec().bridge().packages());
    plugins(machine);
    SortedMap<String, RemoteFile> files =
        BridgeFiles.of(
            machine, network.spec().bridge(), network.podCidr().orElseThrow(), own, carrier);
    String list = BridgeFiles.list(machine);
    for (String path : BridgeFiles.paths(machine)) {
      if (!path.equals(list)) {
        write(files, path, context);
      }
    }
    String next = "See `journalctl -u " + BridgeFiles.UNIT + "` on the machine, then apply again.";
    shell.must(next, "systemctl", "daemon-reload");
    shell.must(next, "systemctl", "enable", "--quiet", BridgeFiles.UNIT);
    shell.must(next, "systemctl", "restart", BridgeFiles.UNIT);
    write(files, list, context);
    shell.must(next, "/bin/sh", "-c", POKE, "sh", machine.runtime().cni().confDir());
    return BridgeObserver.expected(machine, network, own, carrier);
  }

  private void write(SortedMap<String, RemoteFile> files, String path, StepContext context)
      throws StepException, InterruptedException {
    RemoteFile file = files.get(path);
    if (file != null && ledger.writeFile(owner, file)) {
      context.progress("wrote " + path);
    }
  }

  /** The controller manager gives a node its addresses soon after it has joined. */
  private static String podCidr(ClusterApi api, String nodeName)
      throws StepException, InterruptedException {
    long end = System.nanoTime() + PATIENCE_NANOS;
    while (true) {
      Optional<String> own =
          NodeTable.find(api, nodeName).map(ClusterNode::podCidr).filter(given -> !given.isEmpty());
      if (own.isPresent()) {
        return own.get();
      }
      if (System.nanoTime() > end) {
        throw new StepException(
            Diagnostic.error(
                "no-pod-cidr",
                "The cluster has given no addresses to node " + nodeName,
                "Its Node object has no spec.podCIDR. See the log of kube-controller-manager: is"
                    + " podCIDR used up?"),
            true);
      }
      Thread.sleep(PAUSE_MILLIS);
    }
  }

  private String carrier(NodeSpec machine) throws StepException, InterruptedException {
    if (machine.interface_().isPresent()) {
      return machine.interface_().get();
    }
    var found = shell.run(Command.script(CARRIER, List.of(machine.address())));
    if (!found.ok() || found.stdout().isBlank()) {
      throw shell.failed(
          "finding the interface of " + machine.address(),
          found,
          "Name it in the Node's `interface`.");
    }
    return found.stdout().strip();
  }

  /** Distributions keep plugins elsewhere than runtimes look: they are linked, never copied. */
  private void plugins(NodeSpec machine) throws StepException, InterruptedException {
    var result = shell.run(Command.script(PLUGINS, List.of(machine.runtime().cni().binDir())));
    if (!result.ok()) {
      throw shell.failed(
          "finding the plugins bridge, host-local, loopback and portmap",
          result,
          "Install them, or name the package that brings them in `bridge.packages`.");
    }
  }

  /** Takes it off again. */
  void remove() throws StepException, InterruptedException {
    shell.run(Command.of("systemctl", "disable", "--now", "--quiet", BridgeFiles.UNIT));
    for (String path : ledger.files(owner)) {
      ledger.restoreFile(owner, path);
    }
    ledger.removePackages(owner);
    shell.must("See `systemctl status` on the machine.", "systemctl", "daemon-reload");
    shell.run(Command.of("ip", "link", "delete", "cni0"));
    shell.run(Command.script(SWEEP, List.of()));
    ledger.release(owner);
  }
}
