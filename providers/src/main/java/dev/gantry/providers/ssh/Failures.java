package dev.gantry.providers.ssh;

import dev.gantry.providers.host.Machine;
import dev.gantry.providers.host.RemoteException;
import dev.gantry.providers.host.Route;
import dev.gantry.resources.diagnostic.Diagnostic;
import dev.gantry.resources.kinds.node.ProxySpec;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.stream.Collectors;

/** Everything that can go wrong on the way to a machine, told so that a person can act. */
final class Failures {
  private static final String LOGIN_REFUSED = "login-refused";

  private Failures() {}

  static boolean isRefusedLogin(RemoteException failure) {
    return failure.diagnostic().code().equals(LOGIN_REFUSED);
  }

  /** Trying again would not help. */
  static RemoteException refused(Machine machine, Diagnostic diagnostic) {
    return new RemoteException(diagnostic.onHost(machine.host().value()), false);
  }

  static RemoteException unreachable(Machine machine, String cause) {
    return retryable(
        machine,
        "unreachable",
        machine.title() + " cannot be reached",
        "Connecting to "
            + target(machine)
            + machine.route()
            + " failed: "
            + cause
            + ". Is the machine on, its network up and sshd running? Try"
            + (machine.route().equals(Route.direct()) ? "" : ", from the last hop before it")
            + ": ssh -p "
            + machine.port()
            + " "
            + machine.user()
            + "@"
            + machine.address());
  }

  /** The failure of a jump host, as the node behind it tells it. */
  static RemoteException onTheWay(RemoteException failure, Machine jump) {
    Diagnostic told = failure.diagnostic();
    String detail = told.detail() + " It is the jump host on the way to Node/" + jump.host() + ".";
    return new RemoteException(
        Diagnostic.error(told.code(), told.summary(), detail).onHost(jump.host().value()),
        failure.retryable());
  }

  static RemoteException proxyRefused(Machine machine, ProxySpec proxy, String cause) {
    return refused(
        machine,
        Diagnostic.error(
            "proxy-login-refused",
            "the proxy on the way to " + machine.title() + " does not let Gantry through",
            proxy.url()
                + ": "
                + cause
                + ". Correct spec.proxy.username and spec.proxy.password of Node/"
                + machine.host()
                + "."));
  }

  static RemoteException notPinned(Machine machine, String file, String cause) {
    return refused(
        machine,
        Diagnostic.error(
            "host-key-not-kept",
            "the host key of " + machine.title() + " cannot be kept",
            "Writing to "
                + file
                + " failed: "
                + cause
                + ". Its key was accepted on first contact and must be the only one from then on:"
                + " make the file writable, name another in "
                + machine.field("hostKey.knownHosts")
                + ", or set hostKey.key."));
  }

  static RemoteException lost(Machine machine, String doing, String cause) {
    return retryable(
        machine,
        "connection-lost",
        "the connection to " + machine.host() + " was lost",
        "It ended while "
            + doing
            + ": "
            + cause
            + ". What was going on there may have gone on."
            + " Running the same again is safe.");
  }

  static RemoteException late(Machine machine, String program, Duration limit, String stderr) {
    String said = stderr.isBlank() ? "" : " It said last: " + lastLine(stderr);
    return new RemoteException(
        Diagnostic.error(
                "command-timeout",
                program + " on " + machine.host() + " did not end in time",
                "It was ended after " + limit.toSeconds() + " s." + said)
            .onHost(machine.host() + ": " + program),
        true);
  }

  static RemoteException loginRefused(Machine machine, LoginReport report, String cause) {
    String tried =
        report.said().isEmpty()
            ? "  nothing\n"
            : report.said().stream().map(line -> "  " + line + "\n").collect(Collectors.joining());
    String methods =
        report.methods().isEmpty()
            ? ""
            : "The machine takes: " + String.join(", ", report.methods()) + ". ";
    return refused(
        machine,
        Diagnostic.error(
            LOGIN_REFUSED,
            machine.title() + " does not let " + machine.user() + " in",
            """
            %s refused the login (%s). Tried, in this order:
            %s%sAdd the public key to the user's authorized_keys on the machine, or set %s, its \
            user or its password. Where an agent has many keys, naming one keeps sshd from ending \
            the login early (MaxAuthTries)."""
                .formatted(target(machine), cause, tried, methods, machine.field("privateKey"))));
  }

  /** Both sides speak SSH, and do not come to terms: the machine, or what it proves itself by. */
  static RemoteException keyExchange(Machine machine, String cause) {
    boolean certificate = cause.contains("key ID=");
    return refused(
        machine,
        certificate
            ? HostKeyRefusals.certificate(machine, cause)
            : Diagnostic.error(
                "key-exchange-failed",
                machine.title() + " and Gantry share no way to a safe connection",
                cause
                    + ". Gantry takes ed25519, ECDSA and RSA host keys, RSA with SHA-2 only. Bring"
                    + " the machine's sshd up to date, or give it an ed25519 host key."));
  }

  static RemoteException inputUnreadable(Machine machine, String program, String cause) {
    return refused(
        machine,
        Diagnostic.error(
            "input-unreadable",
            "what was to be sent to " + machine.host() + " cannot be read here",
            cause + ". It was the input of " + program + "."));
  }

  /** The library tells an interrupted wait as a failed transfer. */
  static InterruptedException interrupted(InterruptedIOException cause) {
    InterruptedException interrupted = new InterruptedException(cause(cause));
    interrupted.initCause(cause);
    return interrupted;
  }

  static RemoteException tooLong(Machine machine, String program, int bytes) {
    return refused(
        machine,
        Diagnostic.error(
            "command-too-long",
            "the arguments of " + program + " for " + machine.host() + " are too long",
            bytes
                + " bytes; Linux takes at most 128 KiB in one argument, and SSH sends a command as"
                + " one. Shorten what the configuration gives."));
  }

  /** Never empty: some exceptions have no message. */
  static String cause(Throwable failure) {
    Throwable root = failure;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    String message = root.getMessage();
    return message == null || message.isBlank() ? root.getClass().getSimpleName() : message;
  }

  private static RemoteException retryable(
      Machine machine, String code, String summary, String detail) {
    return new RemoteException(
        Diagnostic.error(code, summary, detail).onHost(machine.host().value()), true);
  }

  /** The machine's address and port. */
  static String target(Machine machine) {
    return machine.address() + " port " + machine.port();
  }

  private static String lastLine(String text) {
    return text.strip().lines().reduce("", (_, last) -> last);
  }
}
