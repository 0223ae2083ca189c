package dev.gantry.providers.ssh;

import dev.gantry.providers.host.ConnectionLog;
import dev.gantry.providers.host.Machine;
import dev.gantry.providers.host.RemoteException;
import dev.gantry.providers.host.Secrets;
import dev.gantry.providers.host.Workstation;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.security.KeyPair;
import java.security.PublicKey;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeoutException;
import org.apache.sshd.client.SshClient;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.SshException;
import org.apache.sshd.common.config.keys.PublicKeyEntry;

/**
 * Opens connections. In this order:
 *
 * <ol>
 *   <li>what is trusted of the machine, and the credentials, are read; nothing is sent before
 *   <li>connect, at most ten seconds. A connection that is refused or dropped before the login is
 *       tried again, with growing pauses and jitter: sshd drops some when many come at once
 *       (MaxStartups). One that times out is not: TCP has tried for all of the time
 *   <li>the machine proves itself by its host key; then the login. Neither is ever tried again
 *   <li>who is not root there is asked once for sudo
 * </ol>
 */
final class Dialer {
  private static final Duration CONNECT = Duration.ofSeconds(10);
  private static final Duration LOGIN = Duration.ofSeconds(30);
  private static final int ATTEMPTS = 4;
  private static final long FIRST_PAUSE_MS = 400;

  /** RFC 4253 section 11.1. */
  private static final int NO_MORE_AUTH_METHODS = 14;

  private final Workstation here;
  private final ConnectionLog log;
  private final Secrets secrets;
  private final Optional<AgentSocket> agent;

  Dialer(Workstation here, ConnectionLog log) {
    this.here = here;
    this.log = log;
    this.secrets = new Secrets(here);
    this.agent = AgentSocket.of(here.environment());
  }

  /** The agent whose keys may be tried. */
  Optional<AgentSocket> agent() {
    return agent;
  }

  /**
   * Opens a connection.
   *
   * @param seen the key that was accepted earlier in this run: no other is accepted now
   * @throws RemoteException not retryable for everything but a machine that cannot be reached
   */
  Connection dial(SshClient client, Machine machine, Optional<PublicKey> seen)
      throws RemoteException, InterruptedException {
    HostKeyPolicy trusted = HostKeys.of(machine, here);
    HostKeyPolicy policy = seen.map(trusted::pinned).orElse(trusted);
    Credentials credentials = Credentials.of(machine, here, secrets, agent.isPresent());
    for (int attempt = 1; ; attempt++) {
      try {
        return attempt(client, machine, policy, credentials);
      } catch (IOException e) {
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
      if (cause instanceof TimeoutException) {
        return false;
      }
      if (cause instanceof ConnectException) {
        return true;
      }
    }
    return failure instanceof DroppedException;
  }

  private static void pause(int attempt) throws InterruptedException {
    long most = FIRST_PAUSE_MS << attempt;
    Thread.sleep(ThreadLocalRandom.current().nextLong(most / 2, most));
  }

  private Connection attempt(
      SshClient client, Machine machine, HostKeyPolicy policy, Credentials credentials)
      throws IOException, RemoteException, InterruptedException {
    Handshake handshake = new Handshake(policy, credentials.agent());
    log.step(
        machine.host(),
        "connecting to %s port %d as %s"
            .formatted(machine.address(), machine.port(), machine.user()));
    ClientSession session = connect(client, machine, handshake);
    try {
      logIn(session, machine, handshake, credentials);
      String hostKey = handshake.accepted().map(PublicKeyEntry::toString).orElseThrow();
      log.step(machine.host(), "logged in");
      return new Connection(session, hostKey, Sudo.check(session, machine));
    } catch (IOException | RemoteException | InterruptedException | RuntimeException e) {
      session.close(true);
      throw e;
    }
  }

  private static ClientSession connect(SshClient client, Machine machine, Handshake handshake)
      throws IOException, InterruptedException {
    try {
      return client
          .connect(machine.user(), machine.address(), machine.port(), handshake.context(), null)
          .verify(CONNECT)
          .getSession();
    } catch (InterruptedIOException e) {
      throw Failures.interrupted(e);
    }
  }

  private static void logIn(
      ClientSession session, Machine machine, Handshake handshake, Credentials credentials)
      throws IOException, RemoteException, InterruptedException {
    for (KeyPair key : credentials.keys()) {
      session.addPublicKeyIdentity(key);
    }
    credentials.password().ifPresent(session::addPasswordIdentity);
    try {
      session.auth().verify(LOGIN);
    } catch (InterruptedIOException e) {
      throw Failures.interrupted(e);
    } catch (IOException e) {
      if (handshake.refusal().isPresent()) {
        throw Failures.refused(machine, handshake.refusal().get());
      }
      boolean refused = e instanceof SshException ssh && saysNo(ssh);
      if (refused) {
        String tried = String.join(", ", credentials.tried());
        throw Failures.loginRefused(machine, tried, Failures.cause(e));
      }
      throw handshake.accepted().isEmpty() ? new DroppedException(e) : e;
    }
  }

  /** OpenSSH ends a login that tried too often with a disconnect, which has another code. */
  private static boolean saysNo(SshException failure) {
    return failure.getDisconnectCode() == NO_MORE_AUTH_METHODS
        || Failures.cause(failure).contains("uthentication failures");
  }

  /** A connection that ended before the machine had proved itself. */
  private static final class DroppedException extends IOException {
    private static final long serialVersionUID = 1L;

    DroppedException(IOException cause) {
      super(cause);
    }
  }
}
