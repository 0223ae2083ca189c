package dev.gantry.providers.ssh;

import dev.gantry.providers.host.Machine;
import dev.gantry.providers.host.RemoteException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * The one connection to a machine: opened on first use, and again when it was lost. A machine that
 * answered before in this run and is being changed is waited for, with growing pauses: it may be
 * booting, its sshd restarting, a cable unplugged. Safe for use by several threads.
 */
final class Link {
  private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);

  private final Machine machine;
  private final Supplier<TunnelClient> client;
  private final Dialer dialer;
  private final Duration patience;
  private final ReentrantLock dialing = new ReentrantLock();
  private volatile Optional<Connection> connection = Optional.empty();
  private volatile Optional<String> hostKey = Optional.empty();

  /** Held for the run: another try may lock the account, and would not fare better. */
  private Optional<RemoteException> refusedLogin = Optional.empty();

  /** When the first try to reach a machine failed that had answered before; nanoTime. */
  private volatile Optional<Long> away = Optional.empty();

  Link(Machine machine, Supplier<TunnelClient> client, Dialer dialer, Duration patience) {
    this.machine = machine;
    this.client = client;
    this.dialer = dialer;
    this.patience = patience;
  }

  /** By what the machine proved itself, as the state keeps it. */
  Optional<String> hostKey() {
    return hostKey;
  }

  /**
   * The open connection.
   *
   * @param patient whether to wait for a machine that answered before
   */
  Connection open(boolean patient) throws RemoteException, InterruptedException {
    Optional<Connection> open = connection.filter(Connection::isOpen);
    return open.isPresent() ? open.get() : dial(patient);
  }

  private Connection dial(boolean patient) throws RemoteException, InterruptedException {
    dialing.lockInterruptibly();
    try {
      Duration pause = FIRST_PAUSE;
      while (true) {
        Optional<Connection> open = connection.filter(Connection::isOpen);
        if (open.isPresent()) {
          return open.get();
        }
        try {
          return dialOnce();
        } catch (RemoteException e) {
          if (!patient || !e.retryable() || hostKey.isEmpty() || isAwayForLong()) {
            throw e;
          }
          long most = pause.toMillis();
          Thread.sleep(ThreadLocalRandom.current().nextLong(most / 2, most));
          pause = pause.multipliedBy(2);
          pause = pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause;
        }
      }
    } finally {
      dialing.unlock();
    }
  }

  private Connection dialOnce() throws RemoteException, InterruptedException {
    if (refusedLogin.isPresent()) {
      throw refusedLogin.get();
    }
    Optional<Trusted> seen = hostKey.flatMap(key -> Trusted.parse(key, "this run's first contact"));
    Connection fresh;
    try {
      fresh = dialer.dial(client.get(), machine, seen);
    } catch (RemoteException e) {
      refusedLogin = Optional.of(e).filter(Failures::isRefusedLogin);
      throw e;
    }
    hostKey = Optional.of(fresh.hostKey());
    connection = Optional.of(fresh);
    away = Optional.empty();
    return fresh;
  }

  private boolean isAwayForLong() {
    long now = System.nanoTime();
    long since = away.orElse(now);
    away = Optional.of(since);
    return now - since >= patience.toNanos();
  }

  /** Forgets a connection that has ended. */
  void drop() {
    connection.filter(open -> !open.isOpen()).ifPresent(Connection::close);
    connection = connection.filter(Connection::isOpen);
  }

  /** Ends the connection; the next use would open another. */
  void close() {
    connection.ifPresent(Connection::close);
    connection = Optional.empty();
  }
}
