package dev.gantry.resources.kinds.node;

import dev.gantry.resources.kind.Problems;
import dev.gantry.resources.value.AttributePath;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.Optional;

/** What must hold of a machine's own addresses. */
final class AddressRules {
  private AddressRules() {}

  static void check(NodeSpec spec, Problems problems) {
    own("address", spec.address(), problems);
    spec.ipv6Address().ifPresent(second -> own("ipv6Address", second, problems));
    families(spec, problems);
  }

  private static void own(String field, String address, Problems problems) {
    literal(address)
        .filter(ip -> ip.isAnyLocalAddress() || ip.isMulticastAddress() || ip.isLinkLocalAddress())
        .ifPresent(
            _ ->
                problems.error(
                    AttributePath.of(field),
                    "not-a-host-address",
                    address + " cannot be a machine's own address",
                    "It is an unspecified, multicast or link-local address. Give the address that"
                        + " the machine has in the cluster's network."));
  }

  private static void families(NodeSpec spec, Problems problems) {
    Optional<InetAddress> second = spec.ipv6Address().flatMap(AddressRules::literal);
    if (second.filter(Inet4Address.class::isInstance).isPresent()) {
      problems.error(
          AttributePath.of("ipv6Address"),
          "address-family",
          spec.ipv6Address().orElseThrow() + " is not an IPv6 address",
          "ipv6Address is the machine's second address, of the family IPv6. An IPv4 address goes"
              + " into `address`.");
    } else if (second.isPresent()
        && literal(spec.address()).filter(ip -> !(ip instanceof Inet4Address)).isPresent()) {
      problems.error(
          AttributePath.of("ipv6Address"),
          "address-family",
          "Both addresses of the node are IPv6 addresses",
          "`address` is one already. Leave ipv6Address out, or put the node's IPv4 address into"
              + " `address`.");
    }
  }

  /** The address that a literal means; empty for a name or what is not known yet. */
  static Optional<InetAddress> literal(String text) {
    try {
      return Optional.of(InetAddress.ofLiteral(text));
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }
}
