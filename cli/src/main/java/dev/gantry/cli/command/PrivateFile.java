package dev.gantry.cli.command;

import dev.gantry.resources.diagnostic.Diagnostic;
import dev.gantry.resources.diagnostic.DiagnosticException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;

/** Writes files that only their owner may read: whole, and never wider open for a moment. */
final class PrivateFile {
  private PrivateFile() {}

  /**
   * Refuses to write over a file, before the work for its content is done.
   *
   * @throws DiagnosticException code {@code file-there}
   */
  static void refuseExisting(Path file, boolean replace) {
    if (Files.exists(file) && !replace) {
      throw new DiagnosticException(
          Diagnostic.error(
              "file-there",
              "There is a file " + file + " already",
              "Name another one with --out, or say --force to replace it."));
    }
  }

  /**
   * Writes a file, mode 0600.
   *
   * @param replace whether one that is there may go
   * @throws DiagnosticException when there is one and it may not go, or it cannot be written
   */
  static void write(Path file, InputStream content, boolean replace) {
    refuseExisting(file, replace);
    Path folder = file.toAbsolutePath().getParent();
    try {
      Path written =
          Files.createTempFile(
              folder,
              ".gantry",
              ".tmp",
              PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      try {
        try (OutputStream out = Files.newOutputStream(written)) {
          content.transferTo(out);
        }
        Files.move(written, file, StandardCopyOption.ATOMIC_MOVE);
      } finally {
        Files.deleteIfExists(written);
      }
    } catch (IOException e) {
      throw new DiagnosticException(
          Diagnostic.error(
              "file-unwritable", "The file cannot be written", file + ": " + e.getMessage()));
    }
  }
}
