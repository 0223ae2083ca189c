package dev.gantry.resources.kinds.node;

import dev.gantry.resources.kind.Kind;
import dev.gantry.resources.kind.Problems;
import dev.gantry.resources.kind.SpecReader;
import dev.gantry.resources.value.AttributePath;
import java.net.InetAddress;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BiFunction;

/**
 * What no two nodes may share. Of two nodes that clash, the one whose name sorts later is told, so
 * that each clash is reported once.
 */
final class NodeFleetRules {
  private NodeFleetRules() {}

  static void check(String name, NodeSpec spec, Kind.Inventory siblings, Problems problems) {
    clash(name, spec, siblings, "address", NodeFleetRules::address)
        .ifPresent(
            other ->
                problems.error(
                    AttributePath.of("address"),
                    "duplicate-address",
                    "Two nodes have the address " + spec.address(),
                    "Node/" + other + " has it too. Give each node its own address."));
    clash(name, spec, siblings, "endpoint", NodeFleetRules::endpoint)
        .filter(
            other ->
                !Optional.ofNullable(siblings.all(NodeKind.KIND).get(other))
                    .map(theirs -> address(other, theirs))
                    .equals(Optional.of(address(name, spec))))
        .ifPresent(
            other ->
                problems.error(
                    AttributePath.of("connectAddress"),
                    "duplicate-endpoint",
                    "Two nodes are reached at " + endpoint(name, spec),
                    "Node/"
                        + other
                        + " is reached there too, so both would be the same machine. Correct"
                        + " connectAddress or ssh.port of one of them."));
    clash(name, spec, siblings, "hostname", NodeFleetRules::hostname)
        .ifPresent(
            other ->
                problems.error(
                    AttributePath.of("hostname"),
                    "duplicate-hostname",
                    "Two nodes have the hostname " + hostname(name, spec),
                    "Node/"
                        + other
                        + " has it too. Hostnames are unique in a cluster: give one of them"
                        + " another `hostname`."));
    nodeNames(name, spec, siblings, problems);
    secondAddresses(name, spec, siblings, problems);
  }

  /** Names that differ in their fields only: one node's hostname is another's address. */
  private static void nodeNames(
      String name, NodeSpec spec, Kind.Inventory siblings, Problems problems) {
    clash(name, spec, siblings, "nodeName", NodeFleetRules::nodeName)
        .filter(
            other ->
                Optional.ofNullable(siblings.all(NodeKind.KIND).get(other))
                    .filter(theirs -> theirs.nodeName() != spec.nodeName())
                    .isPresent())
        .ifPresent(
            other ->
                problems.error(
                    AttributePath.of("nodeName"),
                    "duplicate-node-name",
                    "Two nodes would join Kubernetes as " + nodeName(name, spec),
                    "Node/"
                        + other
                        + " has that name too. Names are unique in a cluster: change `hostname` or"
                        + " `nodeName` of one of them."));
  }

  private static void secondAddresses(
      String name, NodeSpec spec, Kind.Inventory siblings, Problems problems) {
    clash(name, spec, siblings, "ipv6Address", (_, node) -> secondAddress(node))
        .ifPresent(other -> duplicateSecond(spec, other, problems));
    String ours = secondAddress(spec);
    if (!ours.isBlank()) {
      Optional.ofNullable(
              siblings.namesBy(NodeKind.KIND, "address", NodeFleetRules::address).get(ours))
          .flatMap(names -> names.stream().filter(other -> !other.equals(name)).findFirst())
          .ifPresent(other -> duplicateSecond(spec, other, problems));
    }
  }

  private static void duplicateSecond(NodeSpec spec, String other, Problems problems) {
    problems.error(
        AttributePath.of("ipv6Address"),
        "duplicate-address",
        "Two nodes have the address " + spec.ipv6Address().orElse(""),
        "Node/" + other + " has it too. Give each node its own address.");
  }

  /**
   * The first of the nodes that has the same key; one that is not known yet is blank and clashes
   * not.
   */
  private static Optional<String> clash(
      String name,
      NodeSpec spec,
      Kind.Inventory siblings,
      String label,
      BiFunction<String, NodeSpec, String> key) {
    String ours = key.apply(name, spec);
    if (ours.isBlank()) {
      return Optional.empty();
    }
    return Optional.ofNullable(siblings.namesBy(NodeKind.KIND, label, key).get(ours))
        .flatMap(names -> names.headSet(name).stream().findFirst());
  }

  private static String address(String name, NodeSpec spec) {
    return canonical(spec.address());
  }

  private static String endpoint(String name, NodeSpec spec) {
    String host = canonical(spec.connectAddress().orElse(spec.address()));
    if (host.isBlank()) {
      return "";
    }
    return (host.contains(":") ? "[" + host + "]" : host)
        + ":"
        + spec.ssh().port().orElse(SshSpec.USUAL_PORT)
        + way(spec);
  }

  /** The same address behind another proxy or jump host is another machine. */
  private static String way(NodeSpec spec) {
    StringBuilder way = new StringBuilder();
    spec.proxy().ifPresent(proxy -> way.append(" by ").append(proxy.url()));
    spec.ssh().jump().forEach(jump -> way.append(" through ").append(canonical(jump.address())));
    return way.toString();
  }

  private static String hostname(String name, NodeSpec spec) {
    return canonical(spec.hostname().orElse(name));
  }

  private static String nodeName(String name, NodeSpec spec) {
    return canonical(KubernetesNode.nodeName(name, spec));
  }

  private static String secondAddress(NodeSpec spec) {
    return spec.ipv6Address().map(NodeFleetRules::canonical).orElse("");
  }

  /** One spelling for each IPv6 address; names in lower case. */
  private static String canonical(String host) {
    if (host.equals(SpecReader.PLACEHOLDER)) {
      return "";
    }
    try {
      return InetAddress.ofLiteral(host).getHostAddress();
    } catch (IllegalArgumentException _) {
      return host.toLowerCase(Locale.ROOT);
    }
  }
}
