package dev.gantry.providers.kubeadm;

import dev.gantry.engine.probe.HostReading;
import dev.gantry.engine.probe.ProbeRequest;
import dev.gantry.engine.spi.Import;
import dev.gantry.providers.host.Scripts;
import dev.gantry.providers.kube.ApiServer;
import dev.gantry.providers.kube.ClusterNode;
import dev.gantry.resources.address.HostName;
import dev.gantry.resources.address.ResourceAddress;
import dev.gantry.resources.diagnostic.Diagnostic;
import dev.gantry.resources.diagnostic.DiagnosticException;
import dev.gantry.resources.kinds.controlplane.Cidr;
import dev.gantry.resources.kinds.controlplane.HostAndPort;
import dev.gantry.resources.kinds.node.NodeKind;
import dev.gantry.resources.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Finds out how a cluster that was made with kubeadm by hand is to be declared, in two rounds:
 *
 * <ol>
 *   <li>one control plane, for what the API has: nodes, ConfigMaps, workloads;
 *   <li>every machine of these nodes, reached by its internal address like the first one: whether
 *       it answers, is the machine that the API means, and has an API server of its own.
 * </ol>
 */
final class ClusterImport {
  private static final String CLUSTER = "import-cluster";
  private static final String PROGRAM = Scripts.beside(ClusterImport.class, "import.sh");
  private static final int NO_ADMIN = 44;
  private static final int NO_KUBECTL = 45;

  private final Import.Request request;
  private final HostName first;

  ClusterImport(Import.Request request) {
    this.request = request;
    String typed =
        request
            .access()
            .text("connectAddress")
            .or(() -> request.access().text("address"))
            .orElse("");
    String name = typed.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
    this.first = new HostName("at-" + name.replaceAll("^-|-$", ""));
  }

  /** What to ask next, or what is there. */
  Import next() {
    HostReading reading = request.readings().get(first);
    if (reading == null) {
      return askFirst();
    }
    ImportReading cluster = cluster(reading);
    SortedMap<String, ImportedNode> nodes = nodes(cluster);
    if (request.readings().size() == 1) {
      return askAll(cluster, nodes);
    }
    return new FoundCluster(request, cluster, nodes, access(cluster, nodes)).found();
  }

  private Import askFirst() {
    SortedMap<String, List<String>> commands = new TreeMap<>();
    commands.put(CLUSTER, List.of("/bin/sh", "-c", PROGRAM, "sh", ClusterNode.JSONPATH));
    String connect = request.access().text("connectAddress").orElseThrow();
    Value.Fields machine =
        request
            .access()
            .with("address", Value.of(Cidr.address(connect).isPresent() ? connect : "127.0.0.1"));
    return ask(first, machine, new ProbeRequest(new TreeSet<>(), new TreeSet<>(), commands));
  }

  private static Import ask(HostName host, Value.Fields machine, ProbeRequest asked) {
    SortedMap<ResourceAddress, Value.Fields> machines = new TreeMap<>();
    machines.put(node(host.value()), machine);
    SortedMap<HostName, ProbeRequest> requests = new TreeMap<>();
    requests.put(host, asked);
    return new Import.Ask(machines, requests);
  }

  private Import askAll(ImportReading cluster, SortedMap<String, ImportedNode> nodes) {
    SortedMap<ResourceAddress, Value.Fields> machines = new TreeMap<>();
    SortedMap<HostName, ProbeRequest> requests = new TreeMap<>();
    SortedMap<String, Value.Fields> access = access(cluster, nodes);
    nodes.forEach(
        (name, node) -> {
          HostName host = new HostName(name);
          String address = node.address().orElseThrow();
          machines.put(
              node(name),
              access.getOrDefault(name, Value.Fields.empty()).with("address", Value.of(address)));
          requests.put(
              host,
              KubeadmProbe.of(
                  node.isControlPlane()
                      ? Optional.of(new ApiServer(host, address, HostAndPort.API))
                      : Optional.empty()));
        });
    return new Import.Ask(machines, requests);
  }

  private ImportReading cluster(HostReading reading) {
    return switch (reading) {
      case HostReading.Silent(Diagnostic reason) -> throw new DiagnosticException(reason);
      case HostReading.Answered answered -> {
        HostReading.Output output =
            answered
                .command(CLUSTER)
                .orElseThrow(() -> refusal("import-no-shell", "The machine has no /bin/sh", ""));
        if (output.exit() != 0) {
          throw failed(output);
        }
        ImportReading cluster = ImportReading.parse(output);
        if (cluster.cluster().entries().isEmpty()) {
          throw refusal(
              "import-not-kubeadm",
              "The cluster was not made by kubeadm",
              "It has no ConfigMap kube-system/kubeadm-config with a ClusterConfiguration. Gantry"
                  + " keeps clusters by kubeadm, so it cannot take this one over.");
        }
        yield cluster;
      }
    };
  }

  private DiagnosticException failed(HostReading.Output output) {
    return switch (output.exit()) {
      case NO_ADMIN ->
          refusal(
              "import-no-control-plane",
              "The machine is no control plane of a kubeadm cluster",
              "It has no "
                  + Paths.ADMIN
                  + " that can be read. Name one of the cluster's control planes, and a user that"
                  + " is root or may become root.");
      case NO_KUBECTL ->
          refusal(
              "import-no-kubectl",
              "The machine has no kubectl",
              "Gantry asks the API with kubectl on the control planes. Install it there in the"
                  + " cluster's version.");
      default ->
          refusal(
              "import-api-silent",
              "The cluster's API does not answer",
              "kubectl says: " + output.stderr().strip());
    };
  }

  private DiagnosticException refusal(String code, String summary, String detail) {
    String typed = request.access().text("connectAddress").orElse("");
    return new DiagnosticException(
        Diagnostic.error(code, summary, detail).at(request.address()).onHost(typed));
  }

  /** By the name that each gets: the first part of its name in Kubernetes. */
  private SortedMap<String, ImportedNode> nodes(ImportReading cluster) {
    SortedMap<String, ImportedNode> nodes = new TreeMap<>();
    List<Diagnostic> problems = new ArrayList<>();
    cluster
        .nodes()
        .forEach(
            (name, node) -> {
              ImportReading.Machine machine =
                  cluster
                      .machines()
                      .getOrDefault(name, new ImportReading.Machine("", "", List.of()));
              String own = name(name, machine);
              if (machine.addresses().isEmpty()) {
                problems.add(
                    problem(
                        "import-no-address",
                        "Node " + name + " has no internal address",
                        "Its kubelet tells the API none, so the machine cannot be reached."));
              } else if (nodes.put(own, new ImportedNode(own, node, machine)) != null) {
                problems.add(
                    problem(
                        "import-same-name",
                        "Two nodes would be Node/" + own,
                        "Their names in Kubernetes differ only after the first dot."));
              }
            });
    withoutControlPlane(nodes).ifPresent(problems::add);
    if (!problems.isEmpty()) {
      throw new DiagnosticException(problems);
    }
    return nodes;
  }

  private Optional<Diagnostic> withoutControlPlane(SortedMap<String, ImportedNode> nodes) {
    return nodes.values().stream().anyMatch(ImportedNode::isControlPlane)
        ? Optional.empty()
        : Optional.of(
            problem(
                "import-no-control-plane",
                "The cluster has no node that is a control plane",
                "kubeadm gives control planes the label node-role.kubernetes.io/control-plane."));
  }

  private static String name(String node, ImportReading.Machine machine) {
    return machine.addresses().contains(node)
        ? "node-" + node.replaceAll("[.:]+", "-")
        : node.replaceFirst("\\..*", "");
  }

  private Diagnostic problem(String code, String summary, String detail) {
    return Diagnostic.error(code, summary, detail).at(request.address());
  }

  /** How each machine is reached: by its internal address, but the first one as the person did. */
  private SortedMap<String, Value.Fields> access(
      ImportReading cluster, SortedMap<String, ImportedNode> nodes) {
    SortedMap<String, Value.Fields> access = new TreeMap<>();
    String typed = request.access().text("connectAddress").orElse("");
    Optional<String> asked =
        request.readings().get(first) instanceof HostReading.Answered answered
            ? Optional.of(answered.identity().machineId())
            : Optional.empty();
    cluster
        .machines()
        .forEach(
            (node, machine) -> {
              boolean isFirst =
                  !machine.addresses().contains(typed)
                      && asked.equals(Optional.of(machine.machineId()));
              access.put(
                  name(node, machine),
                  isFirst ? request.access() : request.access().without("connectAddress"));
            });
    access.keySet().retainAll(nodes.keySet());
    return access;
  }

  private static ResourceAddress node(String name) {
    return new ResourceAddress(NodeKind.KIND.name(), name);
  }
}
