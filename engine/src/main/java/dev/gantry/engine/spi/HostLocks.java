package dev.gantry.engine.spi;

import dev.gantry.resources.address.HostName;
import dev.gantry.resources.diagnostic.Diagnostic;
import dev.gantry.resources.diagnostic.DiagnosticException;
import java.time.Instant;

/**
 * Keeps other runs off the hosts of this one, wherever they were started: the state's lock sees
 * only runs that share the state. Taken before the first write to a host, never for what only reads
 * (law 14). Safe for use by several threads.
 */
public interface HostLocks {
  /**
   * What a lock says of the run that holds it, beside who runs it and where.
   *
   * @param run the run's id
   * @param operation {@code apply} or {@code destroy}
   */
  record Claim(String run, String operation, Instant since) {}

  /** What came of taking a lock. */
  sealed interface Taking {
    /** The host is this run's until it is released, or this process has long been silent. */
    record Taken() implements Taking {}

    /** Another run has it; code {@code host-locked}. */
    record Held(Diagnostic reason) implements Taking {}

    /** The host did not answer, or cannot be locked. */
    record Unreachable(Diagnostic reason) implements Taking {}
  }

  /** Takes a host's lock; does not wait for another run. */
  Taking take(HostName host, Claim claim);

  /** Gives a host's lock back; does nothing for one that is not held. */
  void release(HostName host);

  /**
   * Takes a lock away from another run, which then changes nothing more on that host.
   *
   * @return whether that run held it
   * @throws DiagnosticException when the host does not answer
   */
  boolean takeAway(HostName host, String run);

  /** For machines that nobody else can change. */
  static HostLocks none() {
    return new HostLocks() {
      @Override
      public Taking take(HostName host, Claim claim) {
        return new Taking.Taken();
      }

      @Override
      public void release(HostName host) {}

      @Override
      public boolean takeAway(HostName host, String run) {
        return false;
      }
    };
  }
}
