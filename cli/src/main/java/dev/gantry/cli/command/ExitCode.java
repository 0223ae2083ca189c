package dev.gantry.cli.command;

import dev.gantry.engine.execute.Outcome;
import dev.gantry.engine.plan.Plan;
import dev.gantry.resources.diagnostic.Diagnostic;
import java.util.List;
import java.util.Set;

/**
 * What a process ends with. 0, 1 and 2 are Terraform's, which scripts test for; classes of failure
 * of a run start at 10, so that none of them can be taken for "there are changes".
 */
final class ExitCode {
  /** Done, or nothing to do. */
  static final int DONE = 0;

  /** Something is wrong; nothing was changed unless the message says so. */
  static final int ERROR = 1;

  /** There are changes, or drift. */
  static final int CHANGES = 2;

  /** Some of it was done: a resource failed, was skipped, or could not be read. */
  static final int PARTIAL = 10;

  /** Nothing was done because machines cannot be reached. */
  static final int UNREACHABLE = 13;

  /** Another run holds the state, or a machine. */
  static final int LOCKED = 16;

  /** The saved plan is of another state, configuration or machine. */
  static final int STALE = 17;

  /** Stopped by Ctrl-C, as shells have it: 128 + SIGINT. */
  static final int STOPPED = 130;

  /** For the end of {@code gantry --help}. */
  static final String HELP =
      """
      Exit codes:
        0    done, or nothing to do
        1    something is wrong: the message says what
        2    there are changes (plan --detailed-exitcode) or drift (drift)
        10   apply, destroy: done in part; some resources failed or could not be read
        13   apply, destroy: nothing done, machines cannot be reached
        16   another run holds the state, or a machine
        17   the saved plan is stale
        130  stopped by Ctrl-C\
      """;

  private static final Set<String> UNREACHABLE_CODES =
      Set.of(
          "unreachable",
          "connection-lost",
          "login-refused",
          "proxy-login-refused",
          "ssh-config",
          "host-key-not-kept",
          "host-key-changed",
          "host-key-unknown",
          "host-key-revoked",
          "command-timeout");

  private ExitCode() {}

  /** For a command that could not do its work. */
  static int of(List<Diagnostic> diagnostics) {
    for (Diagnostic diagnostic : diagnostics) {
      if (diagnostic.code().equals("state-locked") || diagnostic.code().equals("host-locked")) {
        return LOCKED;
      }
      if (diagnostic.code().equals("stale-plan")) {
        return STALE;
      }
    }
    return ERROR;
  }

  /** For a run that had nothing to do, or nothing that it could do. */
  static int ofNothing(Plan plan) {
    if (plan.blocked().isEmpty()) {
      return DONE;
    }
    return plan.blocked().stream().map(Plan.Blocked::reason).allMatch(ExitCode::unreachable)
        ? UNREACHABLE
        : PARTIAL;
  }

  /** For a run that came to its end. */
  static int of(Outcome outcome, Plan plan) {
    if (outcome.stopped()) {
      return STOPPED;
    }
    if (outcome.succeeded()) {
      return plan.blocked().isEmpty() ? DONE : PARTIAL;
    }
    boolean nothingDone =
        outcome.resources().values().stream().noneMatch(Outcome.Done.class::isInstance);
    List<Diagnostic> failures = outcome.failures();
    return nothingDone && !failures.isEmpty() && failures.stream().allMatch(ExitCode::unreachable)
        ? UNREACHABLE
        : PARTIAL;
  }

  private static boolean unreachable(Diagnostic diagnostic) {
    return UNREACHABLE_CODES.contains(diagnostic.code());
  }
}
