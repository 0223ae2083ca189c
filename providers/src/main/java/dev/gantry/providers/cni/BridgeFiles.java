package dev.gantry.providers.cni;

import dev.gantry.providers.host.RemoteFile;
import dev.gantry.providers.host.Scripts;
import dev.gantry.resources.kinds.cni.CniSpec.BridgeSpec;
import dev.gantry.resources.kinds.node.NodeSpec;
import dev.gantry.resources.value.CanonicalJson;
import dev.gantry.resources.value.Value;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The files of type bridge on one node.
 *
 * <p>Every node reaches all pods by one route on its own segment, and answers ARP for its own pods
 * (proxy_arp, Linux ip-sysctl): so a node that comes or goes changes no other node.
 */
final class BridgeFiles {
  static final String PROGRAM = "/usr/local/lib/gantry/pod-network";
  static final String UNIT = "gantry-pod-network.service";
  static final String UNIT_FILE = "/etc/systemd/system/" + UNIT;
  static final String SETTINGS = "/etc/gantry/pod-network.env";

  private static final String LIST = "10-gantry-bridge.conflist";

  private BridgeFiles() {}

  /** Where the runtime of a node looks for the network. */
  static String list(NodeSpec machine) {
    return machine.runtime().cni().confDir() + "/" + LIST;
  }

  /** Paths of all files, in the order in which they are written: the runtime's own is last. */
  static List<String> paths(NodeSpec machine) {
    return List.of(PROGRAM, SETTINGS, UNIT_FILE, list(machine));
  }

  /**
   * The files of one node, by path.
   *
   * @param podCidr of all pods
   * @param own the part that this node has
   * @param carrier the interface of the nodes' segment
   */
  static SortedMap<String, RemoteFile> of(
      NodeSpec machine, BridgeSpec bridge, String podCidr, String own, String carrier) {
    SortedMap<String, RemoteFile> files = new TreeMap<>();
    put(files, RemoteFile.text(PROGRAM, script("pod-network.sh")).mode("0755"));
    put(files, RemoteFile.text(UNIT_FILE, script("gantry-pod-network.service")));
    put(
        files,
        RemoteFile.text(
            SETTINGS,
            "# Written by Gantry: the pods' network of this node.\n"
                + "POD_CIDR="
                + podCidr
                + "\nINTERFACE="
                + carrier
                + "\nMASQUERADE="
                + (bridge.masquerade() ? "yes" : "no")
                + "\n"));
    put(files, RemoteFile.text(list(machine), conflist(bridge, own)));
    return files;
  }

  private static void put(SortedMap<String, RemoteFile> files, RemoteFile file) {
    files.put(file.path(), file);
  }

  private static String script(String name) {
    return Scripts.beside(BridgeFiles.class, name);
  }

  /** The network of a node (CNI specification 1.0.0; plugins bridge, host-local, portmap). */
  private static String conflist(BridgeSpec bridge, String own) {
    Value.Fields range = Value.Fields.empty().with("subnet", Value.of(own));
    Value.Fields ipam =
        Value.Fields.empty()
            .with("type", Value.of("host-local"))
            .with("ranges", new Value.Many(List.of(new Value.Many(List.of(range)))))
            .with(
                "routes",
                new Value.Many(List.of(Value.Fields.empty().with("dst", Value.of("0.0.0.0/0")))));
    Value.Fields plugin =
        Value.Fields.empty()
            .with("type", Value.of("bridge"))
            .with("bridge", Value.of("cni0"))
            .with("isGateway", Value.of(true))
            .with("hairpinMode", Value.of(true))
            .with("ipam", ipam);
    if (bridge.mtu().isPresent()) {
      plugin = plugin.with("mtu", Value.of(bridge.mtu().get()));
    }
    Value.Fields portmap =
        Value.Fields.empty()
            .with("type", Value.of("portmap"))
            .with("capabilities", Value.Fields.empty().with("portMappings", Value.of(true)));
    return CanonicalJson.compact(
            Value.Fields.empty()
                .with("cniVersion", Value.of("1.0.0"))
                .with("name", Value.of("gantry-bridge"))
                .with("plugins", new Value.Many(List.of(plugin, portmap))))
        + "\n";
  }
}
