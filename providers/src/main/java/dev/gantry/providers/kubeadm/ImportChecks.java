package dev.gantry.providers.kubeadm;

import dev.gantry.engine.probe.HostReading;
import dev.gantry.engine.spi.Import;
import dev.gantry.resources.address.HostName;
import dev.gantry.resources.diagnostic.Diagnostic;
import dev.gantry.resources.diagnostic.DiagnosticException;
import dev.gantry.resources.kinds.controlplane.KubernetesVersion;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** What stands against taking a cluster over: its versions, and what its machines say. */
final class ImportChecks {
  private final Import.Request request;
  private final ImportReading cluster;
  private final SortedMap<String, ImportedNode> nodes;
  private final SortedMap<String, MachineReading> machines = new TreeMap<>();
  private final List<Diagnostic> problems = new ArrayList<>();

  ImportChecks(
      Import.Request request, ImportReading cluster, SortedMap<String, ImportedNode> nodes) {
    this.request = request;
    this.cluster = cluster;
    this.nodes = nodes;
  }

  /**
   * Every machine, by node.
   *
   * @throws DiagnosticException with all that stands against it
   */
  SortedMap<String, MachineReading> machines() {
    version();
    nodes.keySet().forEach(this::machine);
    if (!problems.isEmpty()) {
      throw new DiagnosticException(problems);
    }
    return machines;
  }

  private void version() {
    String written = cluster.cluster().text("kubernetesVersion").orElse("");
    Optional<KubernetesVersion> version = KubernetesVersion.parse(written);
    if (version.isEmpty() || version.get().compareTo(KubernetesVersion.OLDEST) < 0) {
      problem(
          "import-version",
          "Gantry does not know Kubernetes " + written,
          "It keeps released versions from "
              + KubernetesVersion.OLDEST
              + " on. Upgrade the cluster by hand first.");
      return;
    }
    cluster
        .nodes()
        .values()
        .forEach(
            node -> {
              if (!node.version().equals(version.get().tag())) {
                problem(
                    "import-mixed-versions",
                    node.name()
                        + " has kubelet "
                        + node.version()
                        + ", the cluster is "
                        + version.get().tag(),
                    "An upgrade is half done. Finish it by hand, then import again.");
              }
            });
  }

  private void machine(String name) {
    HostReading reading = request.readings().get(new HostName(name));
    switch (reading) {
      case HostReading.Silent(Diagnostic reason) -> problems.add(reason);
      case HostReading.Answered answered -> {
        MachineReading machine = new MachineReading(answered);
        machines.put(name, machine);
        check(name, machine);
      }
      case null -> throw new IllegalStateException("never asked: " + name);
    }
  }

  private void check(String name, MachineReading machine) {
    String known =
        cluster.machines().values().stream()
            .filter(it -> it.addresses().contains(address(name)))
            .map(ImportReading.Machine::machineId)
            .findFirst()
            .orElse("");
    String answered = machine.answer().identity().machineId();
    if (!known.isEmpty() && !known.equals(answered)) {
      problem(
          "import-other-machine",
          "Another machine answers at the address of node " + name,
          "The API knows it by machine-id "
              + known
              + ", and "
              + answered
              + " answered at "
              + address(name)
              + ".");
    } else if (!machine.hasKubelet()) {
      problem(
          "import-no-kubelet",
          name + " was not joined by kubeadm",
          "It has no " + Paths.KUBELET_CONF + ".");
    }
    membership(name, machine);
  }

  private void membership(String name, MachineReading machine) {
    machine
        .mark()
        .ifPresent(
            mark ->
                problem(
                    "import-not-foreign",
                    name + " is a node of " + mark.cluster() + " already",
                    "Gantry made it a member: use the configuration and the state of then."));
    if (isControlPlane(name) && ApiReading.of(machine.answer()).isEmpty()) {
      problem(
          "import-api-port",
          "The API server of " + name + " does not answer at https://" + address(name) + ":6443",
          "Gantry asks each API server at its own node's address, at port 6443, with kubectl on the"
              + " node. "
              + machine
                  .answer()
                  .command(KubeadmProbe.API)
                  .map(output -> output.stderr().strip())
                  .orElse(""));
    }
  }

  private String address(String name) {
    return Optional.ofNullable(nodes.get(name)).flatMap(ImportedNode::address).orElse("");
  }

  private boolean isControlPlane(String name) {
    return Optional.ofNullable(nodes.get(name)).filter(ImportedNode::isControlPlane).isPresent();
  }

  private void problem(String code, String summary, String detail) {
    problems.add(Diagnostic.error(code, summary, detail).at(request.address()));
  }
}
