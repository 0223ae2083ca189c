package dev.gantry.providers.kubeadm;

import dev.gantry.engine.spi.Subject;
import dev.gantry.providers.kube.ApiServer;
import dev.gantry.resources.address.HostName;
import dev.gantry.resources.kind.Kind;
import dev.gantry.resources.kind.SpecReader;
import dev.gantry.resources.kinds.controlplane.ControlPlaneKind;
import dev.gantry.resources.kinds.controlplane.ControlPlaneSpec;
import dev.gantry.resources.kinds.controlplane.EtcdSpec;
import dev.gantry.resources.kinds.controlplane.HostAndPort;
import dev.gantry.resources.kinds.controlplane.KubernetesVersion;
import dev.gantry.resources.kinds.controlplane.Membership;
import dev.gantry.resources.kinds.encryptionkey.EncryptionKeyKind;
import dev.gantry.resources.kinds.node.KubernetesNode;
import dev.gantry.resources.kinds.node.NodeKind;
import dev.gantry.resources.kinds.node.NodeSpec;
import dev.gantry.resources.kinds.vip.VipKind;
import dev.gantry.resources.kinds.vip.VipSpec;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A cluster as the configuration alone tells it.
 *
 * @param name the resource's own name
 * @param endpoint where the API is reached; empty while that is not known
 * @param bindPort where each kube-apiserver listens
 * @param encryptionKey the name of the EncryptionKey that encrypts its objects
 */
record Cluster(
    String name,
    ControlPlaneSpec spec,
    Optional<HostAndPort> endpoint,
    int bindPort,
    Membership members,
    Optional<String> encryptionKey) {

  /**
   * The cluster of a resource, as its machines are looked at: who is a member says the
   * configuration, and the state where the resource is no longer configured; a Node that is on its
   * way out is no member though it is known still.
   */
  static Cluster of(Subject<ControlPlaneSpec> subject) {
    String name = subject.address().name();
    Cluster known = of(name, subject.spec(), subject.known());
    Map<String, NodeSpec> members = new LinkedHashMap<>();
    if (subject.desired().all(ControlPlaneKind.KIND).containsKey(name)) {
      members.putAll(of(name, subject.spec(), subject.desired()).members().nodes());
    } else {
      SortedMap<String, NodeSpec> machines = subject.known().all(NodeKind.KIND);
      subject
          .recorded()
          .ifPresent(
              state ->
                  Members.names(state.attributes())
                      .forEach(
                          node ->
                              Optional.ofNullable(machines.get(node))
                                  .ifPresent(machine -> members.put(node, machine))));
    }
    return new Cluster(
        name,
        subject.spec(),
        known.endpoint(),
        known.bindPort(),
        new Membership(members),
        EncryptionKeyKind.of(name, subject.desired()));
  }

  /** The cluster of a spec, with the nodes and VIPs of an inventory. */
  static Cluster of(String name, ControlPlaneSpec spec, Kind.Inventory inventory) {
    Optional<VipSpec> vip =
        spec.endpoint().vip().map(wanted -> inventory.all(VipKind.KIND).get(wanted));
    Optional<HostAndPort> endpoint =
        spec.endpoint()
            .address()
            .filter(text -> !text.equals(SpecReader.PLACEHOLDER))
            .flatMap(HostAndPort::parse)
            .or(
                () ->
                    vip.filter(it -> !it.address().equals(SpecReader.PLACEHOLDER))
                        .map(it -> new HostAndPort(it.address(), it.api().port())));
    return new Cluster(
        name,
        spec,
        endpoint,
        vip.map(it -> it.api().backendPort()).orElse(HostAndPort.API),
        Membership.of(spec, inventory.all(NodeKind.KIND)),
        EncryptionKeyKind.of(name, inventory));
  }

  /** The version; a spec that was checked has one. */
  KubernetesVersion version() {
    return KubernetesVersion.parse(spec.version()).orElse(KubernetesVersion.OLDEST);
  }

  /** A member's machine. */
  NodeSpec machine(String node) {
    return Optional.ofNullable(members.nodes().get(node))
        .orElseThrow(() -> new IllegalArgumentException(node + " is no member"));
  }

  /** What a member is as a Kubernetes node: the kubelet's flags of the cluster are in it. */
  KubernetesNode node(String node) {
    KubernetesNode own = KubernetesNode.of(node, machine(node));
    Map<String, String> flags = new TreeMap<>(spec.kubeletExtraArgs());
    flags.putAll(own.kubeletExtraArgs());
    return new KubernetesNode(
        own.nodeName(), own.criSocket(), own.labels(), own.annotations(), own.taints(), flags);
  }

  /** The kubelet's flags with which a node joins: every one is told its own addresses. */
  Map<String, String> joiningFlags(String node) {
    Map<String, String> flags = new TreeMap<>(node(node).kubeletExtraArgs());
    flags.putIfAbsent(KubernetesNode.NODE_IP, KubernetesNode.nodeIp(machine(node)));
    return flags;
  }

  boolean isControlPlane(String node) {
    return machine(node).role() == NodeSpec.Role.CONTROL_PLANE;
  }

  boolean hasLocalEtcd() {
    return spec.etcd().mode() == EtcdSpec.Mode.LOCAL;
  }

  /** The API server of a control plane. */
  ApiServer server(String node) {
    return new ApiServer(new HostName(node), machine(node).address(), bindPort);
  }

  /** Every API server, in the order of the control planes. */
  List<ApiServer> servers() {
    List<ApiServer> servers = new ArrayList<>();
    members.controlPlanes().forEach(node -> servers.add(server(node)));
    return servers;
  }
}
