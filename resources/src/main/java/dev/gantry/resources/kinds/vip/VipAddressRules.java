package dev.gantry.resources.kinds.vip;

import dev.gantry.resources.kind.Problems;
import dev.gantry.resources.kind.SpecReader;
import dev.gantry.resources.kinds.node.NodeSpec;
import dev.gantry.resources.value.AttributePath;
import java.net.InetAddress;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.regex.Pattern;

/** What must hold of a VIP's address and of the machines behind it. */
final class VipAddressRules {
  private static final AttributePath ADDRESS = AttributePath.of("address");
  private static final AttributePath NODES = AttributePath.of("nodes");

  private static final Pattern PACKAGE = Pattern.compile("[A-Za-z0-9][A-Za-z0-9+.:_~=-]*");

  private VipAddressRules() {}

  static void check(VipSpec spec, SortedMap<String, NodeSpec> nodes, Problems problems) {
    checkMembers(spec, problems);
    checkPackages(spec, problems);
    if (spec.address().equals(SpecReader.PLACEHOLDER)) {
      return;
    }
    Optional<InetAddress> address = IpAddresses.literal(spec.address());
    address.ifPresent(literal -> checkOwner(spec, literal, nodes, problems));
    if (spec.mode() == VipSpec.Mode.KEEPALIVED) {
      address.ifPresentOrElse(
          literal -> checkCarried(spec, literal, nodes, problems),
          () ->
              problems.error(
                  ADDRESS,
                  "vip-address-is-a-name",
                  "A VIP that keepalived carries needs an IP address",
                  spec.address()
                      + " is a name. Write the address that the machines are to carry, or set"
                      + " `mode: external` when the name belongs to a balancer of your own."));
    }
  }

  private static void checkMembers(VipSpec spec, Problems problems) {
    if (spec.nodes().isEmpty()) {
      problems.error(
          NODES,
          "vip-without-nodes",
          "A VIP needs at least one node",
          "Name the machines behind the address, usually the control planes.");
    }
    Set<String> seen = new HashSet<>();
    for (int i = 0; i < spec.nodes().size(); i++) {
      String node = spec.nodes().get(i);
      if (!seen.add(node)) {
        problems.error(
            NODES.index(i),
            "vip-node-twice",
            "Node " + node + " is listed twice",
            "Every machine counts once; remove the second " + node + ".");
      }
    }
  }

  private static void checkPackages(VipSpec spec, Problems problems) {
    for (int i = 0; i < spec.packages().size(); i++) {
      if (!PACKAGE.matcher(spec.packages().get(i)).matches()) {
        problems.error(
            AttributePath.of("packages").index(i),
            "package-syntax",
            "This is not a package name",
            "Write the name as the host's package manager knows it, for example haproxy.");
      }
    }
  }

  private static void checkOwner(
      VipSpec spec, InetAddress address, SortedMap<String, NodeSpec> nodes, Problems problems) {
    for (Map.Entry<String, NodeSpec> node : nodes.entrySet()) {
      if (!IpAddresses.literal(node.getValue().address()).equals(Optional.of(address))) {
        continue;
      }
      String summary = spec.address() + " is the address of Node/" + node.getKey();
      switch (spec.mode()) {
        case KEEPALIVED ->
            problems.error(
                ADDRESS,
                "vip-address-of-node",
                summary,
                "The address moves between the machines, so it must be one that no machine has."
                    + " Take a free address of the same subnet.");
        case EXTERNAL ->
            problems.warning(
                ADDRESS,
                "vip-address-of-node",
                summary,
                "A cluster with this endpoint cannot grow to several control planes later. Put a"
                    + " balancer, or a DNS name, in front even of a single one.");
      }
    }
  }

  private static void checkCarried(
      VipSpec spec, InetAddress address, SortedMap<String, NodeSpec> nodes, Problems problems) {
    if (address.isAnyLocalAddress()
        || address.isLoopbackAddress()
        || address.isMulticastAddress()
        || address.isLinkLocalAddress()) {
      problems.error(
          ADDRESS,
          "vip-address-unusable",
          spec.address() + " cannot be a VIP",
          "It is an unspecified, loopback, multicast or link-local address, which other machines"
              + " cannot reach. Take a free address of the machines' subnet.");
    }
    for (int i = 0; i < spec.nodes().size(); i++) {
      NodeSpec node = nodes.get(spec.nodes().get(i));
      Optional<InetAddress> own =
          Optional.ofNullable(node).flatMap(known -> IpAddresses.literal(known.address()));
      if (own.isPresent() && !IpAddresses.sameFamily(own.get(), address)) {
        problems.error(
            NODES.index(i),
            "vip-family",
            "Node/" + spec.nodes().get(i) + " has an address of another family than the VIP",
            "The VIP is "
                + spec.address()
                + ", the node "
                + own.get().getHostAddress()
                + ". Adverts and forwarded connections need one family, IPv4 or IPv6.");
      }
    }
  }
}
