package dev.gantry.providers.check;

import dev.gantry.resources.address.HostName;
import dev.gantry.resources.kind.SpecReader;
import dev.gantry.resources.kinds.node.NodeSpec;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Which ports a machine needs on which others. Workers need nothing of one another but what the
 * pods' network carries, so that the whole fleet's connections stay linear in its size (law 12).
 *
 * <p>Source: kubernetes.io, "Ports and Protocols".
 */
final class Peers {
  private static final int API = 6443;
  private static final int KUBELET = 10250;
  private static final List<Integer> ETCD = List.of(2379, 2380);

  private final SortedMap<HostName, NodeSpec> nodes;
  private final SortedMap<HostName, NodeSpec> controlPlanes = new TreeMap<>();

  Peers(SortedMap<HostName, NodeSpec> nodes) {
    this.nodes = Collections.unmodifiableSortedMap(new TreeMap<>(nodes));
    this.nodes.forEach(
        (host, spec) -> {
          if (spec.role() == NodeSpec.Role.CONTROL_PLANE) {
            controlPlanes.put(host, spec);
          }
        });
  }

  /** Ports by address. */
  SortedMap<String, List<Integer>> of(HostName host) {
    boolean controls = controlPlanes.containsKey(host);
    SortedMap<String, List<Integer>> needed = new TreeMap<>();
    (controls ? nodes : controlPlanes)
        .forEach(
            (peer, spec) -> {
              if (!peer.equals(host) && !spec.address().equals(SpecReader.PLACEHOLDER)) {
                needed.put(spec.address(), ports(controls, controlPlanes.containsKey(peer)));
              }
            });
    return needed;
  }

  private static List<Integer> ports(boolean fromControlPlane, boolean toControlPlane) {
    List<Integer> ports = new ArrayList<>();
    if (toControlPlane) {
      ports.add(API);
    }
    if (fromControlPlane) {
      ports.add(KUBELET);
    }
    if (fromControlPlane && toControlPlane) {
      ports.addAll(ETCD);
    }
    return ports;
  }
}
