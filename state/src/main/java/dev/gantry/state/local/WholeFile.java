package dev.gantry.state.local;

import java.io.FileInputStream;
import java.io.FileNotFoundException;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/**
 * Files that are there whole or not at all, also after a power cut: a temporary file beside the
 * target, fsync, rename, fsync of the folder.
 *
 * <p>Plain streams, not channels: an interrupted thread closes the channel it uses, and a run that
 * is told to stop now must still save what it did.
 */
final class WholeFile {
  private WholeFile() {}

  /** Replaces the file's content. */
  static void write(Path target, byte[] content) throws IOException {
    Path temporary = temporary(target);
    try (FileOutputStream out = new FileOutputStream(temporary.toFile())) {
      out.write(content);
      out.getFD().sync();
    }
    rename(temporary, target);
  }

  /** All of a file; empty when there is none. */
  static Optional<byte[]> read(Path file) throws IOException {
    try (FileInputStream in = new FileInputStream(file.toFile())) {
      return Optional.of(in.readAllBytes());
    } catch (FileNotFoundException e) {
      if (Files.notExists(file)) {
        return Optional.empty();
      }
      throw e;
    }
  }

  /**
   * All of a text file; empty when there is none.
   *
   * @throws CharacterCodingException when it is not UTF-8
   */
  static Optional<String> readText(Path file) throws IOException {
    Optional<byte[]> bytes = read(file);
    return bytes.isEmpty()
        ? Optional.empty()
        : Optional.of(
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes.get())).toString());
  }

  /** Makes the name of a new or renamed file last. */
  static void syncFolderOf(Path file) throws IOException {
    Path folder = file.resolveSibling(".");
    boolean interrupted = Thread.interrupted();
    try {
      while (!forced(folder)) {
        interrupted |= Thread.interrupted();
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private static boolean forced(Path folder) throws IOException {
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
      return true;
    } catch (ClosedByInterruptException _) {
      return false;
    }
  }

  private static void rename(Path temporary, Path target) throws IOException {
    Files.move(
        temporary, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    syncFolderOf(target);
  }

  private static Path temporary(Path target) {
    return target.resolveSibling("." + target.getFileName() + ".tmp");
  }
}
