package dev.gantry.providers.host;

import dev.gantry.resources.diagnostic.Diagnostic;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes files whole, whatever transport runs the commands: the content goes through standard
 * input, so that it works for a login that needs sudo, which SFTP does not. A small file is one
 * command; a large one ({@link LargePut}) goes on where it was cut off.
 */
public final class FilePut {
  /** Gantry's own folder on hosts. */
  static final String BASE = "/var/lib/gantry";

  /** From this size on a file is sent so that it can be resumed; bytes. */
  static final long LARGE = 8L << 20;

  private static final String SCRIPT = Scripts.of("lib.sh", "put-into.sh", "put.sh");
  private static final Duration LEAST = Duration.ofMinutes(2);

  /** A slow link's worth: large files get more time. */
  private static final long BYTES_A_SECOND = 256 * 1024;

  private FilePut() {}

  /** Whether a file is large: a transport sends few of them at once. */
  public static boolean isLarge(RemoteFile file) {
    try {
      return file.content().size() >= LARGE;
    } catch (IOException _) {
      return false; // Whoever sends it says why it cannot be read.
    }
  }

  /**
   * Writes a file (law 10).
   *
   * @throws RemoteException when it could not be written; the old file is then still there
   */
  public static void put(Remote remote, RemoteFile file)
      throws RemoteException, InterruptedException {
    put(remote, file, BASE);
  }

  static void put(Remote remote, RemoteFile file, String base)
      throws RemoteException, InterruptedException {
    checkPath(remote, file);
    try {
      if (isLarge(file)) {
        new LargePut(remote, file, base).run();
      } else {
        String sum = Checksums.of(file.content());
        List<String> arguments = List.of(file.mode(), file.owner(), sum);
        Command command = Command.script(SCRIPT, arguments(file, base, arguments));
        checked(
            remote,
            file,
            remote.run(command.reading(file.content()).within(time(file.content().size()))));
      }
    } catch (IOException e) {
      throw failed(remote, file, "Its content cannot be read here: " + e.getMessage());
    }
  }

  /** What every script that writes a file is told first, then its own. */
  static List<String> arguments(RemoteFile file, String base, List<String> own) {
    List<String> all = new ArrayList<>(List.of(file.path(), folder(file.path()), base));
    all.addAll(own);
    return all;
  }

  /** How long so many bytes may take. */
  static Duration time(long bytes) {
    return LEAST.plusSeconds(bytes / BYTES_A_SECOND);
  }

  /**
   * The result of a command that must have succeeded.
   *
   * @throws RemoteException never retryable
   */
  static CommandResult checked(Remote remote, RemoteFile file, CommandResult result)
      throws RemoteException {
    if (!result.ok()) {
      throw failed(remote, file, "The machine said: " + result.stderr().strip());
    }
    return result;
  }

  /**
   * Refuses what is no path of a file before anything is sent.
   *
   * @throws RemoteException never retryable
   */
  static void checkPath(Remote remote, RemoteFile file) throws RemoteException {
    String path = file.path();
    if (!path.startsWith("/")
        || path.endsWith("/")
        || path.chars().anyMatch(Character::isISOControl)) {
      throw failed(remote, file, "The path must be absolute, without line breaks.");
    }
  }

  /** The folder of a file. */
  static String folder(String path) {
    return path.substring(0, Math.max(1, path.lastIndexOf('/')));
  }

  private static RemoteException failed(Remote remote, RemoteFile file, String detail) {
    Diagnostic diagnostic =
        Diagnostic.error(
            "file-not-written",
            "the file " + file.path() + " could not be written on " + remote.host(),
            detail + " The old file, where there was one, is still there.");
    return new RemoteException(diagnostic.onHost(remote.host() + ": " + file.path()), false);
  }
}
