package dev.gantry.resources.kinds.controlplane;

import dev.gantry.resources.kind.Kind;
import dev.gantry.resources.kind.Problems;
import dev.gantry.resources.kinds.node.NodeKind;
import dev.gantry.resources.kinds.node.NodeSpec;
import dev.gantry.resources.kinds.node.RuntimeSpec;
import dev.gantry.resources.kinds.vip.VipKind;
import dev.gantry.resources.kinds.vip.VipSpec;
import dev.gantry.resources.value.AttributePath;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** What must hold between a cluster, its nodes and the address before it. */
final class MembershipRules {
  private static final AttributePath NODES = AttributePath.of("nodes");

  /** etcd's own advice: more members make writes slower and are no safer. */
  private static final int MOST_MEMBERS = 7;

  private MembershipRules() {}

  static void check(
      String name, ControlPlaneSpec spec, Kind.Inventory siblings, Problems problems) {
    if (!spec.nodes().isEmpty() && !spec.nodeSelector().isEmpty()) {
      problems.error(
          AttributePath.of("nodeSelector"),
          "nodes-twice",
          "Nodes are named and selected at once",
          "Keep `nodes` or `nodeSelector`.");
      return;
    }
    Membership members = Membership.of(spec, siblings.all(NodeKind.KIND));
    number(spec, members.controlPlanes(), problems);
    ownAddress(spec, members, problems);
    drivers(members, problems);
    shared(name, members, siblings, problems);
    spec.endpoint()
        .vip()
        .flatMap(vip -> Optional.ofNullable(siblings.all(VipKind.KIND).get(vip)))
        .ifPresent(vip -> behind(vip, members.controlPlanes(), problems));
  }

  private static void number(ControlPlaneSpec spec, List<String> planes, Problems problems) {
    if (planes.isEmpty()) {
      problems.error(
          NODES,
          "no-control-plane",
          "No node of the cluster is a control plane",
          "Set `role: control-plane` on one or three of its Nodes.");
    } else if (spec.etcd().mode() == EtcdSpec.Mode.LOCAL && planes.size() > MOST_MEMBERS) {
      problems.error(
          NODES,
          "too-many-control-planes",
          planes.size() + " control planes are too many for one etcd",
          "Every control plane is a member of etcd: have 3, 5 or 7.");
    } else if (spec.etcd().mode() == EtcdSpec.Mode.LOCAL && planes.size() % 2 == 0) {
      problems.warning(
          NODES,
          "even-control-planes",
          planes.size() + " control planes bear no more failures than " + (planes.size() - 1),
          "etcd needs a majority of its members: have an odd number.");
    }
  }

  private static void ownAddress(ControlPlaneSpec spec, Membership members, Problems problems) {
    Optional<String> host =
        spec.endpoint().address().flatMap(HostAndPort::parse).map(HostAndPort::host);
    for (String plane : members.controlPlanes()) {
      NodeSpec node = members.nodes().get(plane);
      if (host.isPresent() && node != null && host.get().equals(node.address())) {
        problems.warning(
            AttributePath.of("endpoint", "address"),
            "endpoint-is-node",
            "The API's address is that of Node/" + plane,
            "It is in every certificate and kubeconfig, so the cluster can never have a second"
                + " control plane that takes over. Put a VIP or a DNS name before it, even for one"
                + " control plane.");
      }
    }
  }

  /** All kubelets share one configuration, and a kubelet's driver must be its runtime's. */
  private static void drivers(Membership members, Problems problems) {
    SortedMap<RuntimeSpec.CgroupDriver, String> first = new TreeMap<>();
    members.nodes().forEach((node, spec) -> first.putIfAbsent(spec.runtime().cgroupDriver(), node));
    if (first.size() > 1) {
      problems.error(
          NODES,
          "cgroup-drivers",
          "The nodes of the cluster do not have one cgroup driver",
          "Node/"
              + first.get(RuntimeSpec.CgroupDriver.SYSTEMD)
              + " has `runtime.cgroupDriver: systemd`, Node/"
              + first.get(RuntimeSpec.CgroupDriver.CGROUPFS)
              + " has cgroupfs. All kubelets of a cluster have the same configuration, and a kubelet"
              + " whose driver is not its runtime's starts no pod. Set the same on all of them.");
    }
  }

  private static void shared(
      String name, Membership members, Kind.Inventory siblings, Problems problems) {
    siblings
        .all(ControlPlaneKind.KIND)
        .headMap(name)
        .forEach(
            (other, theirs) ->
                Membership.of(theirs, siblings.all(NodeKind.KIND)).nodes().keySet().stream()
                    .filter(members.nodes()::containsKey)
                    .findFirst()
                    .ifPresent(
                        node ->
                            problems.error(
                                NODES,
                                "node-of-two-clusters",
                                "Node/" + node + " is a node of ControlPlane/" + other + " too",
                                "A machine is in one cluster. Name the nodes of each in `nodes`.")));
  }

  private static void behind(VipSpec vip, List<String> planes, Problems problems) {
    for (String node : vip.nodes()) {
      if (!planes.contains(node)) {
        problems.error(
            AttributePath.of("endpoint", "vip"),
            "vip-without-api",
            "Node/" + node + " is behind the VIP and is no control plane of this cluster",
            "Every node of the VIP answers for the API: take it out of the VIP's `nodes`.");
      }
    }
    for (String plane : planes) {
      if (!vip.nodes().contains(plane)) {
        problems.warning(
            AttributePath.of("endpoint", "vip"),
            "control-plane-not-behind-vip",
            "Node/" + plane + " is a control plane and not behind the VIP",
            "Its API server serves nobody but itself: add it to the VIP's `nodes`.");
      }
    }
  }
}
