package dev.gantry.providers.host;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Writes an argument vector as one line that any POSIX shell reads back as exactly these arguments.
 * SSH carries a command as one string that the login shell parses; this is the only place where
 * Gantry makes such a string (law 9).
 */
public final class Quoting {
  /** No shell gives these characters a meaning anywhere in a word. */
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_@%+:,./-]+");

  private Quoting() {}

  /**
   * The arguments as one line.
   *
   * @throws IllegalArgumentException when an argument has a NUL, which no process can be given
   */
  public static String line(List<String> argv) {
    return argv.stream().map(Quoting::quote).collect(Collectors.joining(" "));
  }

  /** Inside single quotes nothing is special; a single quote itself is put between double ones. */
  private static String quote(String argument) {
    if (argument.indexOf('\0') >= 0) {
      throw new IllegalArgumentException("an argument has a NUL character");
    }
    return PLAIN.matcher(argument).matches()
        ? argument
        : "'" + argument.replace("'", "'\"'\"'") + "'";
  }
}
