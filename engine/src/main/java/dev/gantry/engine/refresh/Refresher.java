package dev.gantry.engine.refresh;

import dev.gantry.engine.event.EventListener;
import dev.gantry.engine.probe.HostReading;
import dev.gantry.engine.probe.ProbeRequest;
import dev.gantry.engine.spi.Observation;
import dev.gantry.engine.subject.Managed;
import dev.gantry.engine.subject.Universe;
import dev.gantry.resources.address.HostName;
import dev.gantry.resources.address.ResourceAddress;
import dev.gantry.resources.diagnostic.DiagnosticException;
import java.util.Collection;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Finds out what is really there: collects what every resource wants to know, asks each host once,
 * and lets every resource's provider read its own part of the answers.
 */
public final class Refresher {
  private final HostReads reads;

  public Refresher(HostReads reads) {
    this.reads = reads;
  }

  /**
   * Observes these resources.
   *
   * @param parallelism hosts at once, at least 1
   */
  public Refreshed refresh(
      Universe universe,
      Collection<ResourceAddress> addresses,
      int parallelism,
      EventListener listener) {
    SortedMap<ResourceAddress, Observation> observations = new TreeMap<>();
    SortedMap<ResourceAddress, Managed<?>> askable = new TreeMap<>();
    for (ResourceAddress address : addresses) {
      try {
        askable.put(address, universe.managed(address));
      } catch (DiagnosticException misfit) {
        observations.put(
            address, new Observation.Unknown(misfit.diagnostics().getFirst().at(address)));
      }
    }
    SortedMap<ResourceAddress, SortedSet<HostName>> hosts = new TreeMap<>();
    SortedMap<HostName, ProbeRequest> requests = new TreeMap<>();
    askable.forEach(
        (address, managed) -> {
          SortedMap<HostName, ProbeRequest> own = managed.probe();
          hosts.put(address, new TreeSet<>(own.keySet()));
          own.forEach((host, request) -> requests.merge(host, request, ProbeRequest::merge));
        });
    SortedMap<HostName, HostReading> readings = reads.read(requests, parallelism, listener);
    askable.forEach((address, managed) -> observations.put(address, managed.observe(readings)));
    return new Refreshed(observations, hosts, readings);
  }
}
