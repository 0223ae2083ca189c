package dev.gantry.providers.ssh;

import dev.gantry.providers.host.Machine;
import dev.gantry.providers.host.RemoteException;
import dev.gantry.providers.host.Route;
import dev.gantry.resources.kinds.node.SshSpec;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.sshd.client.session.ClientSession;

/**
 * The jump hosts of a run: one connection each, however many nodes are behind it (law 12), opened
 * on first use and again when it was lost. Thread safe.
 *
 * <ol>
 *   <li>who comes while a connection is being opened waits for it, and shares its outcome
 *   <li>a failure holds for ten seconds, so that a dead jump host costs the nodes behind it one
 *       wait and not one each
 *   <li>what proved it first is the only proof from then on
 * </ol>
 */
final class JumpHosts {
  private static final Duration HOLD = Duration.ofSeconds(10);

  private final Door door;
  private final Map<Key, Shared> shared = new ConcurrentHashMap<>();

  JumpHosts(Door door) {
    this.door = door;
  }

  /** Opens connections, those to jump hosts among them. */
  @FunctionalInterface
  interface Door {
    Entry enter(TunnelClient client, Machine machine, Optional<Trusted> seen)
        throws RemoteException, InterruptedException;
  }

  /** What two nodes must have in common to share a jump host. */
  private record Key(String address, SshSpec ssh, Route route) {}

  /**
   * The connection to a jump host.
   *
   * @throws RemoteException names the jump host
   */
  ClientSession session(TunnelClient client, Machine jump)
      throws RemoteException, InterruptedException {
    return shared
        .computeIfAbsent(new Key(jump.address(), jump.ssh(), jump.route()), _ -> new Shared())
        .session(client, jump);
  }

  /** Ends every connection. */
  void close() {
    shared.values().forEach(Shared::close);
    shared.clear();
  }

  private final class Shared {
    private final ReentrantLock dialing = new ReentrantLock();
    private volatile Optional<Entry> entry = Optional.empty();
    private Optional<Trusted> seen = Optional.empty();
    private Optional<RemoteException> failure = Optional.empty();
    private long failedAt;

    ClientSession session(TunnelClient client, Machine jump)
        throws RemoteException, InterruptedException {
      Optional<Entry> open = entry.filter(Entry::isOpen);
      return open.isPresent() ? open.get().session() : dial(client, jump);
    }

    private ClientSession dial(TunnelClient client, Machine jump)
        throws RemoteException, InterruptedException {
      dialing.lockInterruptibly();
      try {
        Optional<Entry> open = entry.filter(Entry::isOpen);
        if (open.isPresent()) {
          return open.get().session();
        }
        if (failure.isPresent() && System.nanoTime() - failedAt < HOLD.toNanos()) {
          throw Failures.onTheWay(failure.get(), jump);
        }
        Entry fresh = door.enter(client, jump, seen);
        seen = Optional.of(fresh.proof());
        entry = Optional.of(fresh);
        return fresh.session();
      } catch (RemoteException e) {
        failure = Optional.of(e);
        failedAt = System.nanoTime();
        throw Failures.onTheWay(e, jump);
      } finally {
        dialing.unlock();
      }
    }

    private void close() {
      entry.ifPresent(open -> open.session().close(true));
      entry = Optional.empty();
    }
  }
}
