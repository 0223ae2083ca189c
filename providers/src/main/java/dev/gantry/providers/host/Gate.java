package dev.gantry.providers.host;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What stands before a command on a host ({@code gate.sh} and what follows it): it reads away what
 * sudo left of a password's line, keeps a run that lost its lock from doing anything, and keeps a
 * command that is repeated apart from the one that outlived its connection. A transport that has a
 * use for any of these puts it before the command.
 *
 * @param mark a line on standard error that says that the command itself begins
 * @param preface whether standard input starts with lines up to the mark
 * @param lock what must still be this run's
 * @param link the connection's id, of letters, digits and hyphens
 */
public record Gate(String mark, boolean preface, Optional<HostLock> lock, String link) {
  private static final String OPEN = Scripts.of("gate.sh", "gate-open.sh");
  private static final String GUARDED = Scripts.of("gate.sh", "gate-guard.sh");

  /** How a refusal starts, on standard error; the word after it is one of those below. */
  public static final String REFUSAL = "gantry: ";

  /** Another command is still at work: once more. */
  public static final String BUSY = REFUSAL + "busy";

  /** Nobody has the lock, as after a reboot: take it, then once more. */
  public static final String ABSENT = REFUSAL + "absent";

  /** Another run has the lock, or it was taken by force. */
  public static final String TAKEN = REFUSAL + "taken";

  /**
   * The command with the gate before it.
   *
   * @param input whether the command reads what is sent: without its connection it is of no use
   */
  public List<String> before(List<String> command, boolean input) {
    List<String> argv = new ArrayList<>(List.of("/bin/sh", "-c"));
    argv.addAll(List.of(lock.isPresent() ? GUARDED : OPEN, "sh", mark, preface ? "preface" : "-"));
    lock.ifPresent(
        it -> argv.addAll(List.of(it.run(), it.folder(), link, input ? "input" : "plain")));
    argv.addAll(command);
    return argv;
  }
}
