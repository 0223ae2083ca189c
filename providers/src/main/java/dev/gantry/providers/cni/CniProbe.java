package dev.gantry.providers.cni;

import dev.gantry.engine.probe.ProbeRequest;
import dev.gantry.resources.kinds.node.NodeSpec;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/** What a network asks of a node's machine. */
final class CniProbe {
  static final String SERVICE = "cni-service";

  private CniProbe() {}

  static ProbeRequest of(NodeSpec machine) {
    SortedMap<String, List<String>> commands = new TreeMap<>();
    commands.put(
        SERVICE, List.of("systemctl", "show", BridgeFiles.UNIT, "-p", "ActiveState,UnitFileState"));
    TreeSet<String> contents = new TreeSet<>(List.of(BridgeFiles.SETTINGS));
    contents.add(BridgeFiles.list(machine));
    return new ProbeRequest(new TreeSet<>(BridgeFiles.paths(machine)), contents, commands);
  }
}
