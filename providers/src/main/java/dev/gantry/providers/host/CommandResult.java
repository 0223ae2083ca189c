package dev.gantry.providers.host;

/**
 * How a command ended.
 *
 * @param exit its exit status; 128 + n when signal n ended it
 * @param stdout at most the first {@link Command#stdoutLimit} bytes, UTF-8, secrets blanked out
 * @param stderr at most the last 64 KiB, UTF-8, secrets blanked out
 */
public record CommandResult(int exit, String stdout, String stderr) {
  /** Whether the exit status is 0. */
  public boolean ok() {
    return exit == 0;
  }
}
