package dev.gantry.providers.check;

import dev.gantry.resources.address.HostName;
import dev.gantry.resources.kinds.node.CheckName;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Whether machines reach the ports that they need on one another. Told on the machine that tried;
 * machines that did not answer at all are no finding of those who tried them.
 */
final class ReachabilityCheck implements FleetCheck {
  @Override
  public void look(SortedMap<HostName, CheckedHost> fleet, Findings findings) {
    SortedMap<String, HostName> byAddress = new TreeMap<>();
    fleet.forEach((name, host) -> byAddress.put(host.spec().address(), name));
    for (CheckedHost host : fleet.values()) {
      host.answers()
          .peers()
          .values()
          .forEach(
              (address, failures) ->
                  Optional.ofNullable(byAddress.get(address))
                      .ifPresent(peer -> tell(host, peer, address, failures, findings)));
    }
  }

  /** Ports that fail for the same reason are one finding. */
  private static void tell(
      CheckedHost host, HostName peer, String address, List<String> failures, Findings findings) {
    SortedMap<String, List<String>> portsByReason = new TreeMap<>();
    for (String failure : failures) {
      String[] words = failure.split(" ", 2);
      portsByReason
          .computeIfAbsent(words.length > 1 ? words[1] : "blocked", _ -> new ArrayList<>())
          .add(words[0]);
    }
    portsByReason.forEach(
        (reason, ports) ->
            findings.error(
                host,
                CheckName.REACHABILITY,
                "cannot reach "
                    + peer
                    + " ("
                    + address
                    + ") on TCP "
                    + String.join(", ", ports)
                    + ": "
                    + reason,
                "open the ports in the firewalls of both machines and of the network between them"));
  }
}
