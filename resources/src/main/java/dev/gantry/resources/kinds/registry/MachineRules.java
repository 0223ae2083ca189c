package dev.gantry.resources.kinds.registry;

import dev.gantry.resources.kind.Kind;
import dev.gantry.resources.kind.Problems;
import dev.gantry.resources.kinds.node.NodeKind;
import dev.gantry.resources.kinds.node.NodeSpec;
import dev.gantry.resources.kinds.node.RuntimeSpec;
import dev.gantry.resources.value.AttributePath;
import java.util.Objects;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeSet;

/** What must hold between a registry, its machines, and other registries. */
final class MachineRules {
  private static final AttributePath NODES = AttributePath.of("nodes");

  private MachineRules() {}

  static void check(String name, RegistrySpec spec, Kind.Inventory siblings, Problems problems) {
    if (!spec.nodes().isEmpty() && !spec.nodeSelector().isEmpty()) {
      problems.error(
          AttributePath.of("nodeSelector"),
          "nodes-twice",
          "Nodes are named and selected at once",
          "Keep `nodes` or `nodeSelector`.");
      return;
    }
    SortedMap<String, NodeSpec> nodes = RegistryNodes.of(spec, siblings.all(NodeKind.KIND));
    if (nodes.isEmpty()) {
      problems.error(
          spec.nodeSelector().isEmpty() ? NODES : AttributePath.of("nodeSelector"),
          "registry-without-nodes",
          "No machine pulls from the registry",
          "Declare Nodes, or select labels that some of them have.");
    }
    nodes.forEach((node, machine) -> runtime(node, machine.runtime(), problems));
    siblings
        .all(RegistryKind.KIND)
        .headMap(name)
        .keySet()
        .forEach(other -> shared(spec, other, siblings, problems));
  }

  private static void runtime(String node, RuntimeSpec runtime, Problems problems) {
    if (runtime.type() != RuntimeSpec.Type.CONTAINERD) {
      problems.error(
          NODES,
          "registry-runtime",
          "Node/" + node + " has no containerd that is set up by files",
          "Registries are for machines with `runtime.type: containerd`. Name the others in `nodes`,"
              + " or select them by `nodeSelector`; Docker's mirrors are set by the Node's"
              + " `runtime.dockerExtraArgs`.");
    }
    if (runtime.settings().keySet().stream().anyMatch(MachineRules::isOfRegistries)) {
      problems.error(
          NODES,
          "registry-setting-twice",
          "Node/" + node + " sets containerd's registries by itself",
          "Take the keys below `cri.registry` out of its `runtime.settings`: the Registry sets"
              + " where containerd looks.");
    }
  }

  private static boolean isOfRegistries(String key) {
    return key.matches("cri\\.registry(\\..*)?")
        || key.matches(
            "plugins\\.[\"']io\\.containerd\\.(grpc\\.v1\\.cri|cri\\.v1\\.images)[\"']"
                + "\\.registry(\\..*)?");
  }

  private static void shared(
      RegistrySpec spec, String other, Kind.Inventory siblings, Problems problems) {
    SortedMap<String, NodeSpec> all = siblings.all(NodeKind.KIND);
    RegistrySpec theirs = Objects.requireNonNull(siblings.all(RegistryKind.KIND).get(other));
    SortedSet<String> folders = RegistryFolder.of(spec);
    folders.retainAll(RegistryFolder.of(theirs));
    if (folders.isEmpty()) {
      return;
    }
    SortedSet<String> both = new TreeSet<>(RegistryNodes.of(spec, all).keySet());
    both.retainAll(RegistryNodes.of(theirs, all).keySet());
    if (!both.isEmpty()) {
      problems.error(
          AttributePath.of(spec.mode() == RegistrySpec.Mode.MIRROR ? "upstreams" : "endpoints"),
          "registry-twice",
          "Registry/"
              + other
              + " says where Node/"
              + both.first()
              + " finds "
              + folders.first()
              + " already",
          "A machine has one list of places for one registry: name all endpoints in one Registry, in"
              + " the order in which they are tried, or give the two other nodes.");
    }
  }
}
