package dev.gantry.providers.host;

import dev.gantry.resources.address.HostName;
import dev.gantry.resources.address.ResourceAddress;
import dev.gantry.resources.kind.Kind;
import dev.gantry.resources.kinds.node.NodeKind;
import dev.gantry.resources.kinds.node.NodeSpec;
import dev.gantry.state.HostIdentity;
import dev.gantry.state.Recorded;
import dev.gantry.state.State;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** The connection data of every machine of a run, from the nodes' specs and the state. */
public final class Machines {
  private final SortedMap<HostName, Machine> machines;

  private Machines(SortedMap<HostName, Machine> machines) {
    this.machines = Collections.unmodifiableSortedMap(machines);
  }

  /**
   * The machines of all nodes.
   *
   * @param known desired nodes, and the recorded ones of what is no longer configured, so that they
   *     can be reached once more
   * @param state what it has of their host keys
   */
  public static Machines of(Kind.Inventory known, State state) {
    return of(known.all(NodeKind.KIND), state);
  }

  /** The machines of these nodes, by resource name; see above. */
  public static Machines of(SortedMap<String, NodeSpec> nodes, State state) {
    return of(nodes, state, new TreeMap<>());
  }

  /**
   * The machines of these nodes, by resource name; see above.
   *
   * @param reviewed who the hosts were when the plan that is to be done was made: a host of which
   *     the state knows nothing yet must be that one, before anything is sent to it (law 2)
   */
  public static Machines of(
      SortedMap<String, NodeSpec> nodes, State state, SortedMap<HostName, HostIdentity> reviewed) {
    SortedMap<HostName, RecordedKey> keys = new TreeMap<>();
    reviewed.forEach((host, then) -> keys.put(host, new RecordedKey(then.hostKey(), "the plan")));
    recordedKeys(state).forEach((host, key) -> keys.put(host, new RecordedKey(key, "the state")));
    keys.values().removeIf(key -> key.line().isBlank());
    SortedMap<HostName, Machine> machines = new TreeMap<>();
    nodes.forEach(
        (name, spec) -> {
          HostName host = new HostName(name);
          String address = spec.connectAddress().orElse(spec.address());
          Optional<RecordedKey> key = Optional.ofNullable(keys.get(host));
          machines.put(
              host,
              new Machine(
                  host, address, spec.ssh(), key, Route.of(spec), Usual.ofSsh(), spec.privilege()));
        });
    return new Machines(machines);
  }

  /** These machines. */
  public static Machines of(List<Machine> known) {
    SortedMap<HostName, Machine> machines = new TreeMap<>();
    known.forEach(machine -> machines.put(machine.host(), machine));
    return new Machines(machines);
  }

  /** A machine by its node's name; empty when neither configuration nor state know it. */
  public Optional<Machine> find(HostName host) {
    return Optional.ofNullable(machines.get(host));
  }

  /** All of them, sorted. */
  public SortedMap<HostName, Machine> all() {
    return machines;
  }

  /** A host's own node is asked first: what else was recorded of the host may be older. */
  private static SortedMap<HostName, String> recordedKeys(State state) {
    SortedMap<HostName, String> keys = new TreeMap<>();
    for (Recorded recorded : state.resources().values()) {
      recorded
          .hosts()
          .forEach(
              (HostName host, HostIdentity identity) -> {
                if (recorded
                    .address()
                    .equals(new ResourceAddress(NodeKind.KIND.name(), host.value()))) {
                  keys.put(host, identity.hostKey());
                } else {
                  keys.putIfAbsent(host, identity.hostKey());
                }
              });
    }
    keys.values().removeIf(String::isBlank);
    return keys;
  }
}
