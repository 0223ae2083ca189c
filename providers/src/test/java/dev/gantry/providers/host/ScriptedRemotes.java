package dev.gantry.providers.host;

import dev.gantry.resources.address.HostName;
import java.util.SortedMap;
import java.util.TreeMap;

/** Several scripted machines as one fleet. */
public final class ScriptedRemotes implements Remotes {
  private final SortedMap<HostName, Remote> machines = new TreeMap<>();

  /** A fleet of these machines. */
  public static ScriptedRemotes of(Remote... machines) {
    ScriptedRemotes fleet = new ScriptedRemotes();
    for (Remote machine : machines) {
      fleet.machines.put(machine.host(), machine);
    }
    return fleet;
  }

  @Override
  public Remote on(HostName host) {
    Remote machine = machines.get(host);
    if (machine == null) {
      throw new AssertionError("no machine is scripted for " + host);
    }
    return machine;
  }

  @Override
  public void close() {
    machines.clear();
  }
}
