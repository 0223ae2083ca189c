package dev.gantry.providers.host;

import dev.gantry.resources.diagnostic.Diagnostic;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;

/**
 * Writes files whole by one command, whatever transport runs it: the content goes through standard
 * input, so that it works for a login that needs sudo, which SFTP does not.
 */
public final class FilePut {
  /** Gantry's own folder on hosts. */
  static final String BASE = "/var/lib/gantry";

  private static final String SCRIPT = Scripts.of("lib.sh", "put.sh");
  private static final Duration LEAST = Duration.ofMinutes(2);

  /** A slow link's worth: large files get more time. */
  private static final long BYTES_A_SECOND = 256 * 1024;

  private FilePut() {}

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
    CommandResult result = remote.run(command(remote, file, base));
    if (!result.ok()) {
      throw failed(remote, file, "The machine said: " + result.stderr().strip());
    }
  }

  private static Command command(Remote remote, RemoteFile file, String base)
      throws RemoteException {
    String path = file.path();
    try {
      String sum = sha256(file.content());
      Duration time = LEAST.plusSeconds(file.content().size() / BYTES_A_SECOND);
      return Command.script(
              SCRIPT, List.of(path, folder(path), file.mode(), file.owner(), sum, base))
          .reading(file.content())
          .within(time);
    } catch (IOException e) {
      throw failed(remote, file, "Its content cannot be read here: " + e.getMessage());
    }
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

  /** In lower case hex. */
  static String sha256(Content content) throws IOException {
    MessageDigest digest = digest();
    try (InputStream bytes = content.open()) {
      new DigestInputStream(bytes, digest).transferTo(OutputStream.nullOutputStream());
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  /** In lower case hex. */
  static String sha256(byte[] bytes) {
    return HexFormat.of().formatHex(digest().digest(bytes));
  }

  private static MessageDigest digest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
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
