package dev.gantry.providers.host;

import dev.gantry.resources.address.HostName;

/**
 * Hears how connections come about, for {@code --verbose}: one line a step, such as the hop that
 * was taken, the key that proved the machine, the login that was tried and why. It never hears a
 * secret. Called by many threads at once, those of the transport among them, so it must not block
 * for long.
 */
@FunctionalInterface
public interface ConnectionLog {
  /**
   * One step on the way to a machine.
   *
   * @param host the machine that is being reached, not the hop
   * @param what one line: what is done or was said, and why
   */
  void step(HostName host, String what);

  /** Hears nothing. */
  static ConnectionLog silent() {
    return (_, _) -> {};
  }
}
