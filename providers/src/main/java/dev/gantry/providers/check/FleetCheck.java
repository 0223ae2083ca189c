package dev.gantry.providers.check;

import dev.gantry.resources.address.HostName;
import java.util.SortedMap;

/** Compares machines with one another. A pure function; its cost is linear in machines (law 12). */
@FunctionalInterface
interface FleetCheck {
  /**
   * Tells what is found between the machines.
   *
   * @param fleet those that have answered
   */
  void look(SortedMap<HostName, CheckedHost> fleet, Findings findings);
}
