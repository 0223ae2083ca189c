package dev.gantry.providers.host;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A command as data (law 9): every argument reaches the program as it is here, whatever characters
 * it has. It runs with {@code LC_ALL=C} and the usual system {@code PATH}.
 *
 * @param argv the program and its arguments, together at most 120 KiB: larger data goes to stdin
 * @param stdin what the program reads; secrets go here, never into {@code argv} (law 7)
 * @param secrets texts to blank out wherever the output is kept or shown
 * @param timeout after which it is ended on the host and counts as failed; whole seconds, rounded
 *     up
 * @param stdoutLimit how many bytes of its standard output are kept; the rest is read and dropped
 */
public record Command(
    List<String> argv,
    Optional<Content> stdin,
    List<String> secrets,
    Duration timeout,
    int stdoutLimit) {
  private static final Duration USUAL = Duration.ofMinutes(2);
  private static final int USUAL_STDOUT = 1 << 20;

  public Command {
    argv = List.copyOf(argv);
    secrets = List.copyOf(secrets);
  }

  /** A command without input, with two minutes to end, of whose output 1 MiB is kept. */
  public static Command of(String... argv) {
    return new Command(List.of(argv), Optional.empty(), List.of(), USUAL, USUAL_STDOUT);
  }

  /**
   * A fixed shell program and its arguments, which it reads as {@code "$1"}, {@code "$2"}, ….
   *
   * @param program a constant of ours; never built from anything that a person typed
   */
  public static Command script(String program, List<String> arguments) {
    List<String> argv = new ArrayList<>(List.of("/bin/sh", "-c", program, "sh"));
    argv.addAll(arguments);
    return new Command(argv, Optional.empty(), List.of(), USUAL, USUAL_STDOUT);
  }

  /** The same command with input. */
  public Command reading(Content input) {
    return new Command(argv, Optional.of(input), secrets, timeout, stdoutLimit);
  }

  /** The same command with another time limit. */
  public Command within(Duration limit) {
    return new Command(argv, stdin, secrets, limit, stdoutLimit);
  }

  /** The same command, with texts that its output must not show. */
  public Command hiding(List<String> texts) {
    return new Command(argv, stdin, texts, timeout, stdoutLimit);
  }

  /** The same command, with another limit for what is kept of its standard output, in bytes. */
  public Command keeping(int bytes) {
    return new Command(argv, stdin, secrets, timeout, bytes);
  }
}
