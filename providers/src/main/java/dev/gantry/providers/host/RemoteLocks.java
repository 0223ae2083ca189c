package dev.gantry.providers.host;

import dev.gantry.engine.spi.HostLocks;
import dev.gantry.resources.address.HostName;
import dev.gantry.resources.diagnostic.Diagnostic;
import dev.gantry.resources.diagnostic.DiagnosticException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;

/**
 * The locks of a run on its hosts. One command a host takes it, one gives it back; in between every
 * command of the run proves it ({@link Gate}), and a thread touches those of hosts that have
 * nothing to do. A run that dies leaves its locks: they expire, and a later run on the same machine
 * that sees the process gone takes them at once.
 */
public final class RemoteLocks implements HostLocks {
  private static final Duration BETWEEN_TOUCHES = HostLock.EXPIRY.dividedBy(4);
  private static final Duration TOUCH_LIMIT = Duration.ofSeconds(15);

  private final Remotes remotes;
  private final Map<HostName, HostLock> held = new ConcurrentSkipListMap<>();
  private Optional<Thread> toucher = Optional.empty();

  /** The locks of these machines. */
  public RemoteLocks(Remotes remotes) {
    this.remotes = remotes;
  }

  @Override
  public Taking take(HostName host, Claim claim) {
    HostLock lock =
        HostLock.of(host, LockOwner.here(claim.run(), claim.operation(), claim.since()));
    try {
      Remote remote = remotes.on(host);
      Optional<HostLock.Holder> other = lock.answer(remote.run(lock.taking()));
      if (other.isPresent() && other.get().owner().isCertainlyDead()) {
        other = lock.answer(remote.run(lock.takingFrom(other.get().owner())));
      }
      if (other.isPresent()) {
        return new Taking.Held(lock.held(other.get()));
      }
      held.put(host, lock);
      remote.guard(Optional.of(lock));
      touching();
      return new Taking.Taken();
    } catch (RemoteException e) {
      return new Taking.Unreachable(e.diagnostic());
    } catch (DiagnosticException e) {
      return new Taking.Unreachable(e.diagnostics().getFirst());
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return new Taking.Unreachable(stopped(host));
    }
  }

  /** A host that cannot be reached any more keeps its lock until that expires. */
  @Override
  public void release(HostName host) {
    Optional<HostLock> lock = Optional.ofNullable(held.remove(host));
    if (lock.isEmpty()) {
      return;
    }
    stopTouchingWhenNoneIsHeld();
    Remote remote = remotes.on(host);
    remote.guard(Optional.empty());
    try {
      remote.run(lock.get().releasing());
    } catch (RemoteException _) {
      // It expires; the run's own outcome is the news.
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public boolean takeAway(HostName host, String run) {
    try {
      return remotes.on(host).run(HostLock.breaking(run)).stdout().strip().equals("broken");
    } catch (RemoteException e) {
      throw new DiagnosticException(e.diagnostic());
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      throw new DiagnosticException(stopped(host));
    }
  }

  private static Diagnostic stopped(HostName host) {
    return Diagnostic.error(
            "interrupted", "The run was stopped", "Nothing was changed. Run the same again.")
        .onHost(host.value());
  }

  private synchronized void touching() {
    if (toucher.isEmpty()) {
      toucher = Optional.of(Thread.ofVirtual().name("host-locks").start(this::touchUntilTold));
    }
  }

  private synchronized void stopTouchingWhenNoneIsHeld() {
    if (held.isEmpty()) {
      toucher.ifPresent(Thread::interrupt);
      toucher = Optional.empty();
    }
  }

  private void touchUntilTold() {
    try {
      while (true) {
        Thread.sleep(BETWEEN_TOUCHES);
        held.keySet().forEach(host -> Thread.ofVirtual().start(() -> touch(host)));
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  /** Every command touches the lock before it begins; this one has nothing else to do. */
  private void touch(HostName host) {
    try {
      remotes.on(host).run(Command.of("true").within(TOUCH_LIMIT));
    } catch (RemoteException _) {
      // The host's next step tells.
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
