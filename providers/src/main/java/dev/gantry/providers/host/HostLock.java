package dev.gantry.providers.host;

import dev.gantry.resources.address.HostName;
import dev.gantry.resources.diagnostic.Diagnostic;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One host's lock as one run takes it: the commands, and what their answers mean. The host's own
 * clock decides when a lock that nobody touches has expired.
 *
 * @param owner this process
 * @param folder on the host, gone with a reboot
 */
public record HostLock(HostName host, LockOwner owner, String folder) {
  private static final String FOLDER = "/run/gantry";

  /** A lock whose holder was silent for so long counts no more. */
  static final Duration EXPIRY = Duration.ofMinutes(2);

  private static final Duration LIMIT = Duration.ofSeconds(30);
  private static final String NOBODY = "-";

  /** The lock of that host, for this process. */
  static HostLock of(HostName host, LockOwner owner) {
    return new HostLock(host, owner, FOLDER);
  }

  /** The run that wants it. */
  public String run() {
    return owner.run();
  }

  /** Takes the lock unless another run has it. */
  public Command taking() {
    return taking(NOBODY);
  }

  /** Takes the lock, from that run too: it is known to be dead. */
  Command takingFrom(LockOwner dead) {
    return taking(dead.run());
  }

  private Command taking(String dead) {
    return script("lock-take.sh", List.of(Long.toString(EXPIRY.toSeconds()), dead, owner.lines()));
  }

  /** Gives it back. */
  Command releasing() {
    return script("lock-release.sh", List.of());
  }

  /** Takes it away from a run by force. */
  static Command breaking(String run) {
    return script(FOLDER, run, "lock-break.sh", List.of());
  }

  /** Takes this one away by force. */
  Command breakingIt() {
    return script("lock-break.sh", List.of());
  }

  private Command script(String name, List<String> arguments) {
    return script(folder, run(), name, arguments);
  }

  private static Command script(String folder, String run, String name, List<String> arguments) {
    List<String> all = new ArrayList<>(List.of(folder, run));
    all.addAll(arguments);
    return Command.script(Scripts.of("lock.sh", name), all).within(LIMIT);
  }

  /** Who holds the lock instead, and how long it was not touched; empty when it is ours. */
  record Holder(LockOwner owner, Duration untouched) {}

  /**
   * The answer to {@link #taking}.
   *
   * @throws RemoteException when the host could not do it, or the lock was taken by force
   */
  Optional<Holder> answer(CommandResult result) throws RemoteException {
    List<String> lines = result.stdout().lines().toList();
    if (!result.ok() || lines.isEmpty()) {
      throw new RemoteException(
          Diagnostic.error(
                  "host-lock-failed",
                  "host " + host + " cannot be locked for this run",
                  "The machine said: " + result.stderr().strip())
              .onHost(host.value()),
          false);
    }
    return switch (lines.getFirst()) {
      case "taken" -> Optional.empty();
      case "broken" -> throw lost();
      default -> Optional.of(new Holder(LockOwner.parse(result.stdout()), age(lines)));
    };
  }

  private static Duration age(List<String> lines) {
    return lines.stream()
        .filter(line -> line.matches("age=[0-9]{1,9}"))
        .map(line -> Duration.ofSeconds(Long.parseLong(line.substring(4))))
        .findFirst()
        .orElse(Duration.ZERO);
  }

  /**
   * Takes what a reboot of the host took away.
   *
   * @param result of {@link #taking}
   * @throws RemoteException when another run was faster
   */
  public void retaken(CommandResult result) throws RemoteException {
    Optional<Holder> other = answer(result);
    if (other.isPresent()) {
      throw new RemoteException(held(other.get()), false);
    }
  }

  /** Why this run may not touch the host. */
  Diagnostic held(Holder holder) {
    return Diagnostic.error(
            "host-locked",
            "Host " + host + " is locked by another run",
            "It is being changed by:\n"
                + holder.owner().described(holder.untouched())
                + "\nNothing was changed on it by this run. Wait for that run to end, then try again."
                + " If its process is dead, the lock expires "
                + EXPIRY.toSeconds()
                + " s after its last sign of life. If it hangs for good: gantry force-unlock "
                + holder.owner().run())
        .onHost(host.value());
  }

  /** This run had the lock and has it no more. */
  public RemoteException lost() {
    return new RemoteException(
        Diagnostic.error(
                "host-lock-lost",
                "This run no longer has the lock of " + host,
                "It was taken by another run after "
                    + EXPIRY.toSeconds()
                    + " s without a sign of this one, or by gantry force-unlock. What was done until"
                    + " then is recorded. When nothing else runs, apply again.")
            .onHost(host.value()),
        false);
  }
}
