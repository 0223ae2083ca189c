package dev.gantry.providers.kubeadm;

import dev.gantry.engine.probe.HostReading;
import dev.gantry.providers.kube.ClusterNode;
import dev.gantry.resources.value.Value;
import dev.gantry.resources.yaml.YamlValues;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * What import.sh printed on a control plane.
 *
 * @param nodes by name
 * @param machines the same nodes' machines, by name
 * @param cluster the ClusterConfiguration, every scalar as text; empty for one that kubeadm did not
 *     make
 * @param kubelet the KubeletConfiguration that the cluster keeps
 * @param proxy the KubeProxyConfiguration that the cluster keeps; empty without kube-proxy
 * @param workloads what runs in it, as {@code namespace/name}: its daemon sets, and CoreDNS
 */
record ImportReading(
    SortedMap<String, ClusterNode> nodes,
    SortedMap<String, Machine> machines,
    Value.Fields cluster,
    Value.Fields kubelet,
    Value.Fields proxy,
    List<String> workloads) {
  static final String CORE_DNS = "kube-system/coredns";
  static final String KUBE_PROXY = "kube-system/kube-proxy";

  ImportReading {
    nodes = Collections.unmodifiableSortedMap(new TreeMap<>(nodes));
    machines = Collections.unmodifiableSortedMap(new TreeMap<>(machines));
    workloads = List.copyOf(workloads);
  }

  /**
   * What a Node object says of its machine.
   *
   * @param runtime name and version, for example {@code containerd://1.7.2}
   * @param addresses internal ones
   */
  record Machine(String machineId, String runtime, List<String> addresses) {
    Machine {
      addresses = List.copyOf(addresses);
    }
  }

  /** Reads it. */
  static ImportReading parse(HostReading.Output output) {
    Map<String, String> sections = ApiReading.sections(output.stdout());
    List<String> workloads =
        sections.getOrDefault("@daemonsets", "").lines().filter(line -> !line.isBlank()).toList();
    boolean dns = !sections.getOrDefault("@coredns", "").isBlank();
    return new ImportReading(
        ClusterNode.parse(sections.getOrDefault("@nodes", "")),
        machines(sections.getOrDefault("@machines", "")),
        document(sections, "@cluster").orElse(Value.Fields.empty()),
        document(sections, "@kubelet").orElse(Value.Fields.empty()),
        document(sections, "@proxy").orElse(Value.Fields.empty()),
        Stream.concat(workloads.stream(), dns ? Stream.of(CORE_DNS) : Stream.empty()).toList());
  }

  private static Optional<Value.Fields> document(Map<String, String> sections, String name) {
    return YamlValues.parse(sections.getOrDefault(name, ""));
  }

  private static SortedMap<String, Machine> machines(String text) {
    SortedMap<String, Machine> machines = new TreeMap<>();
    for (String line : text.lines().toList()) {
      String[] fields = line.split("\t", -1);
      if (fields.length == 4) {
        machines.put(
            fields[0],
            new Machine(
                fields[1],
                fields[2],
                List.of(fields[3].strip().split(" +", -1)).stream()
                    .filter(address -> !address.isEmpty())
                    .toList()));
      }
    }
    return machines;
  }
}
