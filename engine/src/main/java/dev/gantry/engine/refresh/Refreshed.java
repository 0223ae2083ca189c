package dev.gantry.engine.refresh;

import dev.gantry.engine.probe.HostReading;
import dev.gantry.engine.spi.Observation;
import dev.gantry.resources.address.HostName;
import dev.gantry.resources.address.ResourceAddress;
import dev.gantry.state.HostIdentity;
import java.util.Collection;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What the machines said.
 *
 * @param observations of every resource that was asked about; the others are taken as recorded
 * @param hosts the hosts that each of these resources touches
 * @param readings one for every host that any of them touches
 */
public record Refreshed(
    SortedMap<ResourceAddress, Observation> observations,
    SortedMap<ResourceAddress, SortedSet<HostName>> hosts,
    SortedMap<HostName, HostReading> readings) {
  public Refreshed {
    observations = Collections.unmodifiableSortedMap(new TreeMap<>(observations));
    hosts = Collections.unmodifiableSortedMap(new TreeMap<>(hosts));
    readings = Collections.unmodifiableSortedMap(new TreeMap<>(readings));
  }

  /** What was said of one resource; empty when nobody was asked. */
  public Optional<Observation> observation(ResourceAddress address) {
    return Optional.ofNullable(observations.get(address));
  }

  /**
   * Who the machines are that a resource touches; those that did not answer are who they were.
   *
   * @param recorded who they were when the resource was last applied
   */
  public SortedMap<HostName, HostIdentity> identities(
      ResourceAddress address, SortedMap<HostName, HostIdentity> recorded) {
    SortedSet<HostName> asked = hosts.getOrDefault(address, new TreeSet<>());
    SortedMap<HostName, HostIdentity> all = identities(asked);
    recorded.forEach(
        (host, identity) -> {
          if (asked.contains(host)) {
            all.putIfAbsent(host, identity);
          }
        });
    return all;
  }

  /** Who all machines are; those that did not answer are left out. */
  public SortedMap<HostName, HostIdentity> identities() {
    return identities(readings.keySet());
  }

  private SortedMap<HostName, HostIdentity> identities(Collection<HostName> asked) {
    SortedMap<HostName, HostIdentity> answered = new TreeMap<>();
    for (HostName host : asked) {
      if (readings.get(host) instanceof HostReading.Answered answer) {
        answered.put(host, answer.identity());
      }
    }
    return answered;
  }
}
