package dev.gantry.providers.ssh;

import dev.gantry.providers.host.Machine;
import dev.gantry.providers.host.RemoteException;
import java.io.IOException;
import java.io.InterruptedIOException;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.SshConstants;
import org.apache.sshd.common.SshException;

/**
 * From an open connection to one that has been let in: the machine proves itself, then the login
 * tries what the credentials have. Neither is ever tried again.
 */
final class Login {
  /** RFC 4253 section 11.1. */
  private static final int NO_MORE_METHODS =
      SshConstants.SSH2_DISCONNECT_NO_MORE_AUTH_METHODS_AVAILABLE;

  private Login() {}

  /** A connection that ended before the machine had proved itself: worth another try. */
  static final class DroppedException extends IOException {
    private static final long serialVersionUID = 1L;

    DroppedException(IOException cause) {
      super(cause);
    }
  }

  /**
   * Logs in.
   *
   * @throws RemoteException not retryable: the machine did not prove itself, or refused the login
   * @throws DroppedException when it hung up before it had proved itself
   * @throws IOException when the connection was lost later
   */
  static void logIn(ClientSession session, Machine machine, Handshake handshake)
      throws IOException, RemoteException, InterruptedException {
    Credentials credentials = handshake.credentials();
    LoginReport report = handshake.report();
    session.setPublicKeyAuthenticationReporter(report);
    session.setPasswordAuthenticationReporter(report);
    session.setUserInteraction(new KeyboardAnswers(credentials, report));
    credentials.password().ifPresent(session::addPasswordIdentity);
    try {
      session.auth().verify(Limits.login(machine));
      handshake.log().step("logged in as " + machine.user());
    } catch (InterruptedIOException e) {
      throw Failures.interrupted(e);
    } catch (IOException e) {
      if (handshake.refusal().isPresent()) {
        throw Failures.refused(machine, handshake.refusal().get());
      }
      if (handshake.accepted().isEmpty()) {
        throw unproven(machine, e);
      }
      if (isRefusal(e)) {
        throw Failures.loginRefused(machine, report, Failures.cause(e));
      }
      throw e;
    }
  }

  private static IOException unproven(Machine machine, IOException cause) throws RemoteException {
    if (cause instanceof SshException ssh
        && ssh.getDisconnectCode() == SshConstants.SSH2_DISCONNECT_KEY_EXCHANGE_FAILED) {
      throw Failures.keyExchange(machine, Failures.cause(cause));
    }
    return new DroppedException(cause);
  }

  /** A link that broke says nothing about the login; a refusal, and a key that fails, do. */
  private static boolean isRefusal(IOException failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof AgentSocket.UnsignedException) {
        return true;
      }
    }
    // OpenSSH ends a login that tried too often with a disconnect, which has another code.
    return failure instanceof SshException ssh
        && (ssh.getDisconnectCode() == NO_MORE_METHODS
            || Failures.cause(ssh).contains("uthentication failures"));
  }
}
