package dev.gantry.providers.ssh;

import dev.gantry.providers.host.ConnectionLog;
import dev.gantry.providers.host.Machine;
import dev.gantry.providers.host.RemoteException;
import dev.gantry.providers.host.Secrets;
import dev.gantry.providers.host.Workstation;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.nio.channels.UnresolvedAddressException;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeoutException;
import org.apache.sshd.client.session.ClientSession;

/**
 * Opens connections. In this order:
 *
 * <ol>
 *   <li>what the configuration leaves open is asked of ssh_config, where it wants that
 *   <li>what is trusted of the machine, and the credentials, are read; nothing is sent before
 *   <li>connect along the machine's route ({@link Ways}). A connection that is refused or dropped
 *       before the login is tried again, with growing pauses and jitter: sshd drops some when many
 *       come at once (MaxStartups). One that times out is not: TCP has tried for all of the time
 *   <li>the machine proves itself by its host key; then the login. Neither is ever tried again
 *   <li>who is not root there is asked once how to become root
 * </ol>
 */
final class Dialer {
  private static final int ATTEMPTS = 4;
  private static final long FIRST_PAUSE_MS = 400;

  private final Workstation here;
  private final ConnectionLog log;
  private final Secrets secrets;
  private final KeyRing ring;
  private final OpenSsh openSsh;
  private final JumpHosts jumpHosts = new JumpHosts(this::enterJumpHost);
  private final Ways ways;

  Dialer(Workstation here, ConnectionLog log) {
    this.here = here;
    this.log = log;
    this.secrets = new Secrets(here);
    this.ring = new KeyRing(here, secrets);
    this.openSsh = new OpenSsh(here, log, "ssh");
    this.ways = new Ways(jumpHosts, openSsh, secrets, log);
  }

  /** Ends the connections to jump hosts. */
  void close() {
    jumpHosts.close();
  }

  /**
   * Opens a connection.
   *
   * @param seen by what it proved itself earlier in this run: nothing else is accepted now
   * @throws RemoteException not retryable for everything but a machine that cannot be reached
   */
  Connection dial(TunnelClient client, Machine machine, Optional<Trusted> seen)
      throws RemoteException, InterruptedException {
    Machine found = openSsh.fill(machine);
    Entry entry = enter(client, found, policy(found, seen));
    try {
      Elevation elevation = Sudo.check(entry.session(), found, secrets);
      log.step(found.host(), elevation.told());
      String id = UUID.randomUUID().toString();
      return new Connection(id, entry.session(), entry.hostKey(), elevation);
    } catch (IOException e) {
      entry.session().close(true);
      throw Failures.lost(found, "asking who is logged in", Failures.cause(e));
    } catch (RemoteException | InterruptedException | RuntimeException e) {
      entry.session().close(true);
      throw e;
    }
  }

  /** What it shows on first contact is kept at once: the state knows nodes only. */
  private Entry enterJumpHost(TunnelClient client, Machine jump, Optional<Trusted> seen)
      throws RemoteException, InterruptedException {
    HostKeyPolicy policy = policy(jump, seen);
    Entry entry = enter(client, jump, policy);
    try {
      if (policy.isFirstContact(entry.proof())) {
        KnownHosts.add(jump, entry.hostKey(), here);
        log.step(
            jump.host(),
            "kept the key of " + jump.title() + " in " + HostKeys.files(jump).getFirst());
      }
      return entry;
    } catch (RemoteException e) {
      entry.session().close(true);
      throw e;
    }
  }

  private HostKeyPolicy policy(Machine machine, Optional<Trusted> seen) throws RemoteException {
    HostKeyPolicy trusted = HostKeys.of(machine, here);
    return seen.map(trusted::pinned).orElse(trusted);
  }

  private Entry enter(TunnelClient client, Machine machine, HostKeyPolicy policy)
      throws RemoteException, InterruptedException {
    Credentials credentials = Credentials.of(machine, here, secrets, ring);
    for (int attempt = 1; ; attempt++) {
      try {
        Handshake handshake = new Handshake(policy, credentials, new Steps(log, machine.host()));
        return attempt(client, machine, handshake);
      } catch (IOException e) {
        if (Thread.interrupted()) {
          throw new InterruptedException(Failures.cause(e));
        }
        if (attempt == ATTEMPTS || !worthRetrying(e)) {
          throw Failures.unreachable(machine, Failures.cause(e));
        }
        log.step(machine.host(), "dropped (" + Failures.cause(e) + "): once more after a pause");
        pause(attempt);
      }
    }
  }

  private static boolean worthRetrying(IOException failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof TimeoutException
          || cause instanceof NoRouteToHostException
          || cause instanceof UnknownHostException
          || cause instanceof UnresolvedAddressException) {
        return false;
      }
      if (cause instanceof ConnectException) {
        return true;
      }
      if (cause instanceof Tunnel.BlockedException blocked) {
        return blocked.passing();
      }
    }
    return failure instanceof Login.DroppedException;
  }

  private static void pause(int attempt) throws InterruptedException {
    long most = FIRST_PAUSE_MS << attempt;
    Thread.sleep(ThreadLocalRandom.current().nextLong(most / 2, most));
  }

  private Entry attempt(TunnelClient client, Machine machine, Handshake handshake)
      throws IOException, RemoteException, InterruptedException {
    log.step(machine.host(), "connecting to " + Failures.target(machine) + " as " + machine.user());
    ClientSession session = connect(client, machine, handshake);
    try {
      Login.logIn(session, machine, handshake);
      return new Entry(session, handshake.accepted().orElseThrow());
    } catch (IOException | RemoteException | InterruptedException | RuntimeException e) {
      session.close(true);
      throw e;
    }
  }

  /**
   * A machine that hangs up at once, as sshd does above its MaxStartups, may do so before or after
   * the library takes the connection for made: both are the same.
   */
  private ClientSession connect(TunnelClient client, Machine machine, Handshake handshake)
      throws IOException, RemoteException, InterruptedException {
    try {
      return ways.connect(client, machine, handshake.context());
    } catch (IOException e) {
      throw new Login.DroppedException(e);
    }
  }
}
