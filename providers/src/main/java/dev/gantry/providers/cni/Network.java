package dev.gantry.providers.cni;

import dev.gantry.providers.kube.ApiServer;
import dev.gantry.resources.address.HostName;
import dev.gantry.resources.kind.Kind;
import dev.gantry.resources.kinds.cni.CniKind;
import dev.gantry.resources.kinds.cni.CniSpec;
import dev.gantry.resources.kinds.controlplane.ControlPlaneSpec;
import dev.gantry.resources.kinds.controlplane.HostAndPort;
import dev.gantry.resources.kinds.controlplane.Membership;
import dev.gantry.resources.kinds.node.KubernetesNode;
import dev.gantry.resources.kinds.node.NodeKind;
import dev.gantry.resources.kinds.node.NodeSpec;
import dev.gantry.resources.kinds.vip.VipKind;
import dev.gantry.resources.kinds.vip.VipSpec;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A network as the configuration alone tells it.
 *
 * @param podCidr the addresses of all pods; empty where the cluster is not known
 * @param nodes the cluster's machines, by node
 */
record Network(
    CniSpec spec, Optional<String> podCidr, Map<String, NodeSpec> nodes, List<ApiServer> servers) {
  Network {
    nodes = Collections.unmodifiableMap(new LinkedHashMap<>(nodes));
    servers = List.copyOf(servers);
  }

  static Network of(CniSpec spec, Kind.Inventory inventory) {
    Optional<ControlPlaneSpec> cluster = CniKind.controlPlane(spec, inventory);
    Membership members =
        cluster
            .map(it -> Membership.of(it, inventory.all(NodeKind.KIND)))
            .orElse(new Membership(Collections.emptyMap()));
    int port =
        cluster
            .flatMap(it -> it.endpoint().vip())
            .<VipSpec>map(vip -> inventory.all(VipKind.KIND).get(vip))
            .map(vip -> vip.api().backendPort())
            .orElse(HostAndPort.API);
    List<ApiServer> servers = new ArrayList<>();
    for (String plane : members.controlPlanes()) {
      NodeSpec machine = members.nodes().get(plane);
      if (machine != null) {
        servers.add(new ApiServer(new HostName(plane), machine.address(), port));
      }
    }
    return new Network(spec, cluster.map(it -> it.network().podCIDR()), members.nodes(), servers);
  }

  /** The name of a machine's Node object. */
  String nodeName(String node) {
    NodeSpec machine = nodes.get(node);
    return machine == null ? node : KubernetesNode.of(node, machine).nodeName();
  }
}
