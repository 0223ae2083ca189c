package dev.gantry.providers.node;

import dev.gantry.engine.spi.Subject;
import dev.gantry.resources.kind.SpecReader;
import dev.gantry.resources.kinds.node.HostsFileSpec;
import dev.gantry.resources.kinds.node.NodeKind;
import dev.gantry.resources.kinds.node.NodeSpec;
import dev.gantry.resources.kinds.node.RuntimeSpec;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** What follows from a Node's spec and its fleet alone. */
final class Specs {
  private Specs() {}

  /** The spec as it was last applied; empty for a resource that never was, or not to its end. */
  static Optional<NodeSpec> recorded(Subject<NodeSpec> subject) {
    return subject
        .recorded()
        .filter(recorded -> recorded.attributes().find("address").isPresent())
        .map(recorded -> SpecReader.read(NodeSpec.class, recorded.attributes()));
  }

  /** The desired spec and the recorded one. */
  static List<NodeSpec> all(Subject<NodeSpec> subject) {
    List<NodeSpec> specs = new ArrayList<>(List.of(subject.spec()));
    recorded(subject).ifPresent(specs::add);
    return specs;
  }

  /** The hostname that a node is to have. */
  static String hostname(String name, NodeSpec spec) {
    return spec.hostname().orElse(name);
  }

  /** Whether the container runtime is Gantry's to care for. */
  static boolean hasRuntime(NodeSpec spec) {
    return spec.runtime().type() != RuntimeSpec.Type.NONE;
  }

  /** Whether the container runtime is containerd by itself. */
  static boolean hasContainerd(NodeSpec spec) {
    return spec.runtime().type() == RuntimeSpec.Type.CONTAINERD;
  }

  /**
   * The interface for the cluster's network: as given, or of the default route, or the address's.
   */
  static Optional<String> networkInterface(NodeSpec spec, HostFacts.Network network) {
    return spec.interface_()
        .or(network::defaultInterface)
        .or(() -> literal(spec.address()).flatMap(network::carrier));
  }

  /** The address that a literal means; empty for what is not known yet. */
  static Optional<InetAddress> literal(String text) {
    try {
      return Optional.of(InetAddress.ofLiteral(text));
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }

  /** Package names that are to be installed by the host's own manager. */
  static List<String> packages(NodeSpec spec) {
    List<String> names = new ArrayList<>(spec.packages().install());
    names.addAll(spec.runtime().packageNames());
    return names;
  }

  /** Addresses by name, several with a space between, for the block in /etc/hosts. */
  static SortedMap<String, String> hostEntries(Subject<NodeSpec> subject) {
    HostsFileSpec wanted = subject.spec().hostsFile();
    SortedMap<String, String> entries = new TreeMap<>();
    subject
        .desired()
        .all(NodeKind.KIND)
        .forEach(
            (name, spec) -> {
              if (isListed(wanted.entries(), name.equals(subject.address().name()), spec)) {
                entries.put(
                    hostname(name, spec),
                    spec.address() + spec.ipv6Address().map(second -> " " + second).orElse(""));
              }
            });
    entries.putAll(wanted.extra());
    return entries;
  }

  private static boolean isListed(HostsFileSpec.Entries which, boolean itself, NodeSpec spec) {
    return switch (which) {
      case NONE -> false;
      case SELF -> itself;
      case CONTROL_PLANES -> itself || spec.role() == NodeSpec.Role.CONTROL_PLANE;
      case FLEET -> true;
    };
  }
}
