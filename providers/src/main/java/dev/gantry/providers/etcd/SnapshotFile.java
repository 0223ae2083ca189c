package dev.gantry.providers.etcd;

import dev.gantry.resources.diagnostic.Diagnostic;
import dev.gantry.resources.diagnostic.DiagnosticException;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * A snapshot in a file here.
 *
 * @param sha256 of all its bytes, lower case hex
 */
public record SnapshotFile(Path path, String sha256) {
  /** etcd puts the SHA-256 of a database behind it (etcdutl/snapshot/v3_snapshot.go). */
  private static final int SUM = 32;

  /** A database is a multiple of this, so a file with a sum behind is told from one without. */
  private static final int SECTOR = 512;

  /**
   * Reads a file to its end and checks the sum that etcd puts behind a snapshot.
   *
   * @throws DiagnosticException code {@code no-snapshot}, when it is none, or was damaged
   */
  public static SnapshotFile of(Path path) {
    try {
      long size = Files.size(path);
      if (size < SUM || size % SECTOR != SUM) {
        throw refused(path, "It has no sum behind it: it is no file of `etcdctl snapshot save`.");
      }
      return read(path, size - SUM);
    } catch (IOException e) {
      throw refused(path, "It cannot be read: " + e.getMessage());
    }
  }

  private static SnapshotFile read(Path path, long size) throws IOException {
    MessageDigest database = digest();
    MessageDigest whole = digest();
    try (InputStream bytes = new BufferedInputStream(Files.newInputStream(path))) {
      byte[] buffer = new byte[1 << 16];
      long left = size;
      while (left > 0) {
        int count = bytes.read(buffer, 0, (int) Math.min(buffer.length, left));
        if (count < 0) {
          throw refused(path, "It became shorter while it was read.");
        }
        database.update(buffer, 0, count);
        whole.update(buffer, 0, count);
        left -= count;
      }
      byte[] sum = bytes.readNBytes(SUM);
      whole.update(sum);
      if (!Arrays.equals(database.digest(), sum)) {
        throw refused(path, "Its bytes are not those that were saved: it was damaged since.");
      }
    }
    return new SnapshotFile(path, HexFormat.of().formatHex(whole.digest()));
  }

  private static MessageDigest digest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every Java platform has SHA-256", impossible);
    }
  }

  private static DiagnosticException refused(Path path, String why) {
    return new DiagnosticException(
        Diagnostic.error(
            "no-snapshot",
            path + " is no snapshot of etcd",
            why + "\nNothing was changed. Name a file that `gantry etcd snapshot` wrote."));
  }
}
