package dev.gantry.providers.kubeadm;

import dev.gantry.engine.spi.Import;
import dev.gantry.resources.address.ResourceAddress;
import dev.gantry.resources.diagnostic.Diagnostic;
import dev.gantry.resources.kinds.node.NodeKind;
import dev.gantry.resources.value.Value;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** A cluster whose API and machines have all answered, as resources. */
final class FoundCluster {
  private static final Duration USUAL_RENEWAL = Duration.ofDays(90);

  /** Networks that are known by a daemon set of theirs. */
  private static final SortedMap<String, String> NETWORKS =
      new TreeMap<>(
          Map.of(
              "calico-node", "Calico",
              "canal", "Canal",
              "cilium", "Cilium",
              "kindnet", "kindnet",
              "kube-flannel-ds", "Flannel",
              "kube-ovn-cni", "Kube-OVN",
              "kube-router", "kube-router",
              "weave-net", "Weave Net"));

  private final Import.Request request;
  private final ImportReading cluster;
  private final SortedMap<String, ImportedNode> nodes;
  private final SortedMap<String, Value.Fields> access;
  private final SortedMap<String, MachineReading> machines = new TreeMap<>();
  private final List<String> remarks = new ArrayList<>();

  /**
   * @param access how each machine is reached: fields of a Node
   */
  FoundCluster(
      Import.Request request,
      ImportReading cluster,
      SortedMap<String, ImportedNode> nodes,
      SortedMap<String, Value.Fields> access) {
    this.request = request;
    this.cluster = cluster;
    this.nodes = nodes;
    this.access = access;
  }

  Import found() {
    machines.putAll(new ImportChecks(request, cluster, nodes).machines());
    List<Import.Declared> resources = new ArrayList<>();
    names().forEach(name -> resources.add(node(name)));
    resources.add(controlPlane());
    return new Import.Found(resources, notes());
  }

  /** Control planes first, as a person would list them. */
  private List<String> names() {
    List<String> names = new ArrayList<>(nodes.keySet());
    names.sort(Comparator.comparingInt(name -> isControlPlane(name) ? 0 : 1));
    return names;
  }

  private boolean isControlPlane(String name) {
    return Optional.ofNullable(nodes.get(name)).filter(ImportedNode::isControlPlane).isPresent();
  }

  private String address(String name) {
    return Optional.ofNullable(nodes.get(name)).flatMap(ImportedNode::address).orElse("");
  }

  private Import.Declared node(String name) {
    ImportedNode node = Optional.ofNullable(nodes.get(name)).orElseThrow();
    Value.Fields reached = Optional.ofNullable(access.get(name)).orElseThrow();
    Value.Fields spec =
        node.spec(reached, cluster.kubelet().text("cgroupDriver").orElse("systemd"));
    node.leftOut().forEach(what -> remarks.add("Node/" + name + ": " + what));
    return new Import.Declared(
        new ResourceAddress(NodeKind.KIND.name(), name),
        spec,
        Value.Fields.empty(),
        node.leftOut().stream().map(what -> "Left out: " + what).toList());
  }

  private Import.Declared controlPlane() {
    ImportedFields fields = new ImportedFields(request.address().name(), cluster.cluster());
    String firstPlane = address(names().getFirst());
    Value.Fields spec =
        fields
            .read((firstPlane.contains(":") ? "[" + firstPlane + "]" : firstPlane) + ":6443")
            .with("nodes", Value.ofTexts(names()));
    ImportedSettings kubelet = ImportedSettings.ofKubelet(cluster.kubelet());
    ImportedSettings proxy = ImportedSettings.ofProxy(cluster.proxy());
    spec = settings(spec, "kubeletConfiguration", kubelet);
    spec = settings(spec, "kubeProxyConfiguration", proxy);
    spec = addons(spec);
    spec = renewal(spec);
    fields.leftOut().forEach(path -> remarks.add("ClusterConfiguration " + path));
    kubelet.leftOut().forEach(path -> remarks.add("KubeletConfiguration " + path));
    proxy.leftOut().forEach(path -> remarks.add("KubeProxyConfiguration " + path));
    return new Import.Declared(request.address(), spec, known(), comments());
  }

  private static Value.Fields settings(Value.Fields spec, String field, ImportedSettings settings) {
    return settings.settings().isEmpty()
        ? spec
        : spec.with(field, Value.ofTexts(settings.settings()));
  }

  private Value.Fields addons(Value.Fields spec) {
    Value.Fields addons = Value.Fields.empty();
    if (!cluster.workloads().contains(ImportReading.KUBE_PROXY)) {
      addons = addons.with("kubeProxy", Value.of(false));
    }
    if (!cluster.workloads().contains(ImportReading.CORE_DNS)) {
      addons = addons.with("coreDNS", Value.of(false));
    }
    return addons.entries().isEmpty() ? spec : spec.with("addons", addons);
  }

  /** Certificates that end soon would be renewed by the first plan: import changes nothing. */
  private Value.Fields renewal(Value.Fields spec) {
    Optional<Duration> left =
        machines.values().stream()
            .flatMap(
                machine ->
                    machine
                        .certificatesEnd()
                        .map(end -> Duration.between(machine.clock().orElse(Instant.EPOCH), end))
                        .stream())
            .min(Comparator.naturalOrder());
    if (left.filter(time -> time.compareTo(USUAL_RENEWAL.plusDays(1)) < 0).isEmpty()) {
      return spec;
    }
    long hours = Math.max(0, left.get().toHours() / 2);
    remarks.add(
        "certificates end in "
            + left.get().toDays()
            + " days: renewBefore is shortened so that nothing changes yet; take it out to have"
            + " them renewed");
    return spec.with(
        "certificates", Value.Fields.empty().with("renewBefore", Value.of(hours + "h")));
  }

  /** That the machines are members is the state's word: they have no mark. */
  private Value.Fields known() {
    Value.Fields members = Value.Fields.empty();
    for (var entry : machines.entrySet()) {
      boolean plane = isControlPlane(entry.getKey());
      members =
          members.with(
              entry.getKey(),
              Value.Fields.empty()
                  .with("role", Value.of(plane ? Members.CONTROL_PLANE : Members.WORKER))
                  .with("files", entry.getValue().files(plane)));
    }
    return Value.Fields.empty().with(Members.NAME, members);
  }

  private List<String> comments() {
    List<String> comments = new ArrayList<>();
    comments.add("Imported from a cluster that kubeadm made: as it was, nothing was changed.");
    comments.add(network());
    if (!remarks.isEmpty()) {
      comments.add("Left out, for want of a field:");
      remarks.forEach(remark -> comments.add("  " + remark));
    }
    return comments;
  }

  private String network() {
    return "The pods' network is left out: "
        + cluster.workloads().stream()
            .filter(it -> NETWORKS.containsKey(it.substring(it.indexOf('/') + 1)))
            .findFirst()
            .map(
                it ->
                    NETWORKS.get(it.substring(it.indexOf('/') + 1))
                        + " ("
                        + it
                        + ") stays as it is.")
            .orElse("no daemon set of a known one was found. It stays as it is.");
  }

  private List<Diagnostic> notes() {
    List<Diagnostic> notes = new ArrayList<>();
    if (!remarks.isEmpty()) {
      notes.add(
          Diagnostic.warning(
                  "import-left-out",
                  "Some settings of the cluster have no field",
                  String.join("\n", remarks)
                      + "\nThose of the ClusterConfiguration stay as they are. Settings of kubelets and"
                      + " kube-proxy stay until a plan changes others of them: kubeadm is then given"
                      + " the document without these.")
              .at(request.address()));
    }
    if (cluster.cluster().fields("networking").text("podSubnet").isEmpty()) {
      notes.add(
          Diagnostic.warning(
                  "import-no-pod-network",
                  "The cluster gives its nodes no part of a network for pods",
                  "network.podCIDR stands for one all the same. Set it to the network that the"
                      + " cluster's CNI uses before the first change of flags.")
              .at(request.address()));
    }
    return notes;
  }
}
