package dev.gantry.providers.ssh;

import dev.gantry.providers.host.Command;
import java.util.Optional;

/**
 * A command as it is sent.
 *
 * @param command its input, limits and secrets
 * @param line for the login shell
 * @param preface goes to standard input before the command's own
 * @param mark a line on standard error with which the command itself begins; without one it begins
 *     at once
 */
record Invocation(Command command, String line, String preface, Optional<String> mark) {
  /** A command without anything before it. */
  static Invocation plain(Command command, String line) {
    return new Invocation(command, line, "", Optional.empty());
  }

  String program() {
    return command.argv().isEmpty() ? "(nothing)" : command.argv().getFirst();
  }
}
