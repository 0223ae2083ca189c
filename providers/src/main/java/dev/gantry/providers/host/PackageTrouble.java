package dev.gantry.providers.host;

import java.util.List;
import java.util.regex.Pattern;

/** What is known of package managers' complaints. */
final class PackageTrouble {
  /**
   * Names of packages, with a version where the manager takes one: Debian policy 5.6.1, RPM's own
   * rules. None starts with a dash, and none is more than one word of a shell.
   */
  static final Pattern NAME =
      Pattern.compile("[A-Za-z0-9][A-Za-z0-9+._~:-]*(=[A-Za-z0-9+._~:-]+)?");

  private static final int LAST_LINES = 15;

  /** Said by apt, dpkg, dnf, yum and zypper when somebody else works, or the network is down. */
  private static final List<String> PASSING =
      List.of(
          "Could not get lock",
          "Unable to acquire the dpkg frontend lock",
          "Waiting for cache lock",
          "is locked by another process",
          "Another app is currently holding the yum lock",
          "System management is locked",
          "Temporary failure resolving",
          "Could not resolve",
          "Failed to fetch",
          "Cannot download",
          "Connection timed out",
          "Timeout was reached");

  private PackageTrouble() {}

  /** Whether the same may well succeed a little later. */
  static boolean passes(String stderr) {
    return PASSING.stream().anyMatch(stderr::contains);
  }

  /** The last lines: that is where the reason stands. */
  static String end(String stderr) {
    List<String> lines = stderr.strip().lines().toList();
    return lines.isEmpty()
        ? "(nothing)"
        : String.join("\n", lines.subList(Math.max(0, lines.size() - LAST_LINES), lines.size()));
  }
}
