package dev.gantry.providers.host;

import dev.gantry.resources.address.HostName;

/** All machines of a run; one connection each, opened on first use and kept (law 12). */
public interface Remotes extends AutoCloseable {
  /** A machine of the configuration or of the state. Does not connect yet. */
  Remote on(HostName host);

  /** Ends every connection. */
  @Override
  void close();
}
