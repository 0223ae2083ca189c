package dev.gantry.engine.planner;

import dev.gantry.engine.refresh.Refreshed;
import dev.gantry.resources.address.HostName;
import dev.gantry.resources.diagnostic.Diagnostic;
import dev.gantry.state.HostIdentity;
import dev.gantry.state.Recorded;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Finds machines that were exchanged for others under the same name. What is on the new machine is
 * for the providers to say; nothing is ever removed from it for the sake of the old one.
 */
final class Exchanged {
  private Exchanged() {}

  /** The hosts of a resource whose machine is not the one that it was applied to. */
  static SortedSet<HostName> hosts(Recorded recorded, Refreshed observed) {
    SortedMap<HostName, HostIdentity> now =
        observed.identities(recorded.address(), recorded.hosts());
    SortedSet<HostName> exchanged = new TreeSet<>();
    recorded
        .hosts()
        .forEach(
            (host, then) -> {
              HostIdentity identity = now.get(host);
              if (identity != null && !identity.machineId().equals(then.machineId())) {
                exchanged.add(host);
              }
            });
    return exchanged;
  }

  static Diagnostic warning(HostName host) {
    return Diagnostic.warning(
            "host-replaced",
            "Another machine answers as " + host,
            "Its machine-id is not the recorded one: the machine was replaced or installed anew."
                + " What is missing on it will be made again. Should it be the wrong machine, do"
                + " not apply; correct the node's address first.")
        .onHost(host.value());
  }

  static Diagnostic refusal(Recorded recorded, SortedSet<HostName> hosts) {
    HostName host = hosts.first();
    return Diagnostic.error(
            "host-replaced",
            "Nothing is removed from a machine that Gantry did not set up",
            "Another machine answers as "
                + host
                + " than the one that "
                + recorded.address()
                + " was applied to. Should the old machine be gone for good, forget the resource"
                + " with: gantry state rm "
                + recorded.address())
        .at(recorded.address())
        .onHost(host.value());
  }
}
