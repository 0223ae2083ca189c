package dev.gantry.engine.execute;

import dev.gantry.engine.probe.HostReading;
import dev.gantry.engine.spi.HostLocks;
import dev.gantry.engine.spi.HostLocks.Taking;
import dev.gantry.resources.address.HostName;
import dev.gantry.resources.diagnostic.Diagnostic;
import dev.gantry.resources.diagnostic.DiagnosticException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;

/**
 * The locks of all hosts of one run, all or none. The first host's is taken before the others', so
 * that of two runs that start at once one gets it; then the rest, side by side.
 */
final class LockedHosts implements AutoCloseable {
  private final HostLocks locks;
  private final Semaphore permits;
  private final Map<HostName, Taking> takings = new ConcurrentSkipListMap<>();

  private LockedHosts(HostLocks locks, int parallelism) {
    this.locks = locks;
    this.permits = new Semaphore(parallelism);
  }

  /**
   * Takes them.
   *
   * @param hosts sorted
   * @throws DiagnosticException code {@code host-locked}, when another run has one of them; none is
   *     held then
   */
  static LockedHosts take(
      HostLocks locks, List<HostName> hosts, HostLocks.Claim claim, int parallelism) {
    LockedHosts locked = new LockedHosts(locks, parallelism);
    int first = Math.min(1, hosts.size());
    try {
      locked.take(hosts.subList(0, first), claim);
      locked.take(hosts.subList(first, hosts.size()), claim);
      return locked;
    } catch (RuntimeException e) {
      locked.close();
      throw e;
    }
  }

  private void take(List<HostName> hosts, HostLocks.Claim claim) {
    each(hosts, host -> takings.put(host, locks.take(host, claim)));
    List<Diagnostic> held = new ArrayList<>();
    takings.forEach(
        (_, taking) -> {
          if (taking instanceof Taking.Held(Diagnostic reason)) {
            held.add(reason);
          }
        });
    if (!held.isEmpty()) {
      throw new DiagnosticException(held);
    }
  }

  /** Hosts that did not answer when their lock was to be taken. */
  SortedMap<HostName, HostReading.Silent> silent() {
    SortedMap<HostName, HostReading.Silent> silent = new TreeMap<>();
    takings.forEach(
        (host, taking) -> {
          if (taking instanceof Taking.Unreachable(Diagnostic reason)) {
            silent.put(host, new HostReading.Silent(reason));
          }
        });
    return silent;
  }

  /** Gives back all that were taken. */
  @Override
  public void close() {
    List<HostName> taken = new ArrayList<>();
    takings.forEach(
        (host, taking) -> {
          if (taking instanceof Taking.Taken) {
            taken.add(host);
          }
        });
    each(taken, locks::release);
  }

  private void each(List<HostName> hosts, Consumer<HostName> work) {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (HostName host : hosts) {
        threads.execute(
            () -> {
              permits.acquireUninterruptibly();
              try {
                work.accept(host);
              } finally {
                permits.release();
              }
            });
      }
    }
  }
}
