package dev.gantry.resources.kinds.controlplane;

import dev.gantry.resources.diagnostic.Quote;
import dev.gantry.resources.kind.Kind;
import dev.gantry.resources.kind.Problems;
import dev.gantry.resources.kind.SpecReader;
import dev.gantry.resources.kinds.node.NodeKind;
import dev.gantry.resources.kinds.node.NodeSpec;
import dev.gantry.resources.value.AttributePath;
import java.math.BigInteger;
import java.util.List;
import java.util.Optional;

/** What must hold of a cluster's networks: form, family, overlaps, and room for all nodes. */
final class NetworkRules {
  private static final AttributePath POD = AttributePath.of("network", "podCIDR");
  private static final AttributePath SERVICE = AttributePath.of("network", "serviceCIDR");

  /** kubeadm refuses more: constants.PodSubnetNodeMaskMaxDiff. */
  private static final int MOST_NODE_BITS = 16;

  /** kubeadm refuses fewer: constants.MinimumAddressesInServiceSubnet. */
  private static final int FEWEST_SERVICES = 10;

  /** kubeadm refuses more: constants.MaximumBitsForServiceSubnet. */
  private static final int MOST_SERVICE_BITS = 20;

  private NetworkRules() {}

  static void check(ControlPlaneSpec spec, Kind.Inventory siblings, Problems problems) {
    Optional<List<Cidr>> pods = networks(spec.network().podCIDR(), spec, POD, problems);
    Optional<List<Cidr>> services = networks(spec.network().serviceCIDR(), spec, SERVICE, problems);
    if (pods.isEmpty() || services.isEmpty()) {
      return;
    }
    for (Cidr pod : pods.get()) {
      if (services.get().stream().anyMatch(pod::overlaps)) {
        problems.error(
            SERVICE,
            "cidr-overlap",
            "Services and pods have addresses in common",
            spec.network().serviceCIDR()
                + " and "
                + spec.network().podCIDR()
                + " overlap. Take two networks that are apart.");
      }
      capacity(spec, pod, siblings, problems);
    }
    services.get().forEach(service -> size(service, problems));
    Membership.of(spec, siblings.all(NodeKind.KIND))
        .nodes()
        .forEach(
            (name, node) -> {
              apart(name, node, pods.get(), POD, problems);
              apart(name, node, services.get(), SERVICE, problems);
            });
  }

  private static Optional<List<Cidr>> networks(
      String text, ControlPlaneSpec spec, AttributePath path, Problems problems) {
    if (text.equals(SpecReader.PLACEHOLDER)) {
      return Optional.empty();
    }
    Optional<List<Cidr>> networks = Cidr.parseList(text);
    if (networks.isEmpty()) {
      problems.error(
          path,
          "cidr-syntax",
          Quote.of(text) + " is not a network",
          "Write a network's first address and its prefix length: `10.244.0.0/16`.");
      return networks;
    }
    boolean fits =
        switch (spec.network().family()) {
          case IPV4 -> networks.get().size() == 1 && !networks.get().getFirst().isV6();
          case IPV6 -> networks.get().size() == 1 && networks.get().getFirst().isV6();
          case DUAL ->
              networks.get().size() == 2
                  && networks.get().getFirst().isV6() != networks.get().getLast().isV6();
        };
    if (!fits) {
      problems.error(
          path,
          "cidr-family",
          Quote.of(text) + " does not fit the family of the network",
          "family ipv4 and ipv6 have one network of that family; dual has one of each, with a comma"
              + " between.");
      return Optional.empty();
    }
    return networks;
  }

  private static void capacity(
      ControlPlaneSpec spec, Cidr pod, Kind.Inventory siblings, Problems problems) {
    int mask = nodeMask(spec.network(), pod);
    AttributePath at =
        AttributePath.of("network", pod.isV6() ? "nodeCIDRMaskIPv6" : "nodeCIDRMask");
    if (mask <= pod.prefix() || mask - pod.prefix() > MOST_NODE_BITS) {
      problems.error(
          mask == defaultMask(pod) ? POD : at,
          "node-cidr-mask",
          "A /" + pod.prefix() + " cannot be given to nodes in parts of /" + mask,
          "The part of a node is smaller than the whole, by at most "
              + MOST_NODE_BITS
              + " bits: set another mask or another podCIDR.");
      return;
    }
    int members = Membership.of(spec, siblings.all(NodeKind.KIND)).nodes().size();
    BigInteger room = BigInteger.ONE.shiftLeft(mask - pod.prefix());
    if (room.compareTo(BigInteger.valueOf(members)) < 0) {
      problems.error(
          POD,
          "cidr-too-small",
          "The pods' network has room for " + room + " nodes, and the cluster has " + members,
          "Each node has a /" + mask + " of it. Take a larger podCIDR, or a longer mask.");
    }
  }

  private static void size(Cidr service, Problems problems) {
    if (service.size().compareTo(BigInteger.valueOf(FEWEST_SERVICES)) < 0
        || service.bits() - service.prefix() > MOST_SERVICE_BITS) {
      problems.error(
          SERVICE,
          "service-cidr-size",
          "A /" + service.prefix() + " is no size for services",
          "It has "
              + FEWEST_SERVICES
              + " addresses or more, and at most "
              + MOST_SERVICE_BITS
              + " bits of them: `10.96.0.0/16`.");
    }
  }

  private static void apart(
      String name, NodeSpec node, List<Cidr> networks, AttributePath path, Problems problems) {
    for (Optional<String> address : List.of(Optional.of(node.address()), node.ipv6Address())) {
      address
          .flatMap(Cidr::address)
          .filter(own -> networks.stream().anyMatch(own::overlaps))
          .ifPresent(
              _ ->
                  problems.error(
                      path,
                      "cidr-holds-node",
                      "The address of Node/" + name + " is in it",
                      address.orElseThrow()
                          + " would be taken for one of the cluster's own. Take a network that no"
                          + " machine is in."));
    }
  }

  private static int nodeMask(NetworkSpec network, Cidr pod) {
    return (pod.isV6() ? network.nodeCIDRMaskIPv6() : network.nodeCIDRMask())
        .orElse(defaultMask(pod));
  }

  private static int defaultMask(Cidr pod) {
    return pod.isV6() ? 64 : 24;
  }

  /** How many nodes the pods' networks are enough for; empty while they are not known. */
  static Optional<BigInteger> room(NetworkSpec network) {
    return Cidr.parseList(network.podCIDR())
        .flatMap(
            pods ->
                pods.stream()
                    .map(pod -> Math.max(0, nodeMask(network, pod) - pod.prefix()))
                    .map(BigInteger.ONE::shiftLeft)
                    .min(BigInteger::compareTo));
  }
}
