package dev.gantry.providers.check;

import dev.gantry.resources.address.HostName;
import dev.gantry.resources.kinds.node.CheckName;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Whether all machines have the architecture of most: images and packages often have but one. */
final class FleetArchitectureCheck implements FleetCheck {
  @Override
  public void look(SortedMap<HostName, CheckedHost> fleet, Findings findings) {
    SortedMap<String, Integer> counts = new TreeMap<>();
    fleet.values().forEach(host -> counts.merge(architecture(host), 1, Integer::sum));
    counts.remove("unknown");
    Optional<String> most =
        counts.entrySet().stream()
            .max(Comparator.comparingInt(Map.Entry::getValue))
            .map(Map.Entry::getKey);
    for (CheckedHost host : fleet.values()) {
      String own = architecture(host);
      if (counts.containsKey(own) && most.filter(own::equals).isEmpty()) {
        findings.warning(
            host,
            CheckName.UNIFORM_ARCHITECTURE,
            "the architecture is " + own + ", most machines have " + most.orElse(own),
            "take machines of one kind, or see that every image and package is there for both");
      }
    }
  }

  private static String architecture(CheckedHost host) {
    return host.facts().hardware().arch();
  }
}
