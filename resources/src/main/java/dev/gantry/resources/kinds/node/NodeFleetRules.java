package dev.gantry.resources.kinds.node;

import dev.gantry.resources.kind.Problems;
import dev.gantry.resources.kind.SpecReader;
import dev.gantry.resources.value.AttributePath;
import java.net.InetAddress;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.function.BiFunction;

/**
 * What no two nodes may share. Of two nodes that clash, the one whose name sorts later is told, so
 * that each clash is reported once.
 */
final class NodeFleetRules {
  private NodeFleetRules() {}

  static void check(
      String name, NodeSpec spec, SortedMap<String, NodeSpec> nodes, Problems problems) {
    SortedMap<String, NodeSpec> earlier = nodes.headMap(name);
    clash(name, spec, earlier, NodeFleetRules::address)
        .ifPresent(
            other ->
                problems.error(
                    AttributePath.of("address"),
                    "duplicate-address",
                    "Two nodes have the address " + spec.address(),
                    "Node/" + other.getKey() + " has it too. Give each node its own address."));
    clash(name, spec, earlier, NodeFleetRules::endpoint)
        .filter(other -> !address(name, spec).equals(address(other.getKey(), other.getValue())))
        .ifPresent(
            other ->
                problems.error(
                    AttributePath.of("connectAddress"),
                    "duplicate-endpoint",
                    "Two nodes are reached at " + endpoint(name, spec),
                    "Node/"
                        + other.getKey()
                        + " is reached there too, so both would be the same machine. Correct"
                        + " connectAddress or ssh.port of one of them."));
    clash(name, spec, earlier, NodeFleetRules::hostname)
        .ifPresent(
            other ->
                problems.error(
                    AttributePath.of("hostname"),
                    "duplicate-hostname",
                    "Two nodes have the hostname " + hostname(name, spec),
                    "Node/"
                        + other.getKey()
                        + " has it too. Hostnames are unique in a cluster: give one of them"
                        + " another `hostname`."));
  }

  /**
   * The first of the nodes that has the same key; one that is not known yet is blank and clashes
   * not.
   */
  private static Optional<Map.Entry<String, NodeSpec>> clash(
      String name,
      NodeSpec spec,
      SortedMap<String, NodeSpec> nodes,
      BiFunction<String, NodeSpec, String> key) {
    String ours = key.apply(name, spec);
    return nodes.entrySet().stream()
        .filter(node -> !ours.isBlank() && key.apply(node.getKey(), node.getValue()).equals(ours))
        .findFirst();
  }

  private static String address(String name, NodeSpec spec) {
    return canonical(spec.address());
  }

  private static String endpoint(String name, NodeSpec spec) {
    String host = canonical(spec.connectAddress().orElse(spec.address()));
    if (host.isBlank()) {
      return "";
    }
    return (host.contains(":") ? "[" + host + "]" : host) + ":" + spec.ssh().port();
  }

  private static String hostname(String name, NodeSpec spec) {
    return canonical(spec.hostname().orElse(name));
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
