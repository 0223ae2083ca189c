package dev.gantry.providers.kubeadm;

import dev.gantry.engine.probe.HostReading;
import dev.gantry.resources.address.HostName;
import dev.gantry.resources.address.ResourceAddress;
import dev.gantry.resources.diagnostic.Diagnostic;
import dev.gantry.resources.value.Value;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What the machines and the API said of one cluster.
 *
 * @param joined nodes whose machines are members: by their own mark; those that were imported have
 *     none, and count by the state's word
 * @param machines those that answered, by node
 * @param silent those that did not, with the reason
 * @param api what the API said; empty where it answered on no machine
 */
record ClusterReading(
    SortedSet<String> joined,
    SortedMap<String, MachineReading> machines,
    SortedMap<String, Diagnostic> silent,
    Optional<ApiReading> api) {
  ClusterReading {
    joined = Collections.unmodifiableSortedSet(new TreeSet<>(joined));
    machines = Collections.unmodifiableSortedMap(new TreeMap<>(machines));
    silent = Collections.unmodifiableSortedMap(new TreeMap<>(silent));
  }

  /**
   * Reads all answers; the API of the first machine that is joined and has one counts.
   *
   * @param recorded the attributes as last applied; none where they never were
   */
  static ClusterReading of(
      ResourceAddress cluster, Value.Fields recorded, SortedMap<HostName, HostReading> readings) {
    SortedMap<String, MachineReading> machines = new TreeMap<>();
    SortedMap<String, Diagnostic> silent = new TreeMap<>();
    readings.forEach(
        (host, reading) -> {
          switch (reading) {
            case HostReading.Answered answered ->
                machines.put(host.value(), new MachineReading(answered));
            case HostReading.Silent(Diagnostic reason) -> silent.put(host.value(), reason);
          }
        });
    SortedMap<String, MachineReading> members = new TreeMap<>();
    machines.forEach(
        (node, machine) -> {
          if (isJoined(cluster, machine, isMember(recorded, node))) {
            members.put(node, machine);
          }
        });
    Optional<ApiReading> api =
        members.values().stream()
            .flatMap(machine -> ApiReading.of(machine.answer()).stream())
            .findFirst();
    return new ClusterReading(new TreeSet<>(members.keySet()), machines, silent, api);
  }

  private static boolean isMember(Value.Fields recorded, String node) {
    return !Members.of(recorded, node).fields("files").entries().isEmpty();
  }

  private static boolean isJoined(
      ResourceAddress cluster, MachineReading machine, boolean recorded) {
    Optional<MemberMark> mark = machine.mark();
    return machine.hasKubelet()
        && (mark.isPresent()
            ? mark.get().equals(new MemberMark(cluster, MemberMark.Stage.JOINED))
            : recorded);
  }
}
