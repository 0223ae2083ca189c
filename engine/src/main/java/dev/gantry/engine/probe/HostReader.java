package dev.gantry.engine.probe;

import dev.gantry.resources.address.HostName;

/** Reads one host in one round trip. Implementations are safe for use by several threads. */
@FunctionalInterface
public interface HostReader {
  /**
   * Asks everything of the request; never throws for what a host or a network does.
   *
   * @param host a host that some provider named
   */
  HostReading read(HostName host, ProbeRequest request);
}
