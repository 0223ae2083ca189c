package dev.gantry.state.local;

import dev.gantry.resources.diagnostic.Diagnostic;
import dev.gantry.resources.diagnostic.DiagnosticException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The lock of one state: a lock of the operating system on an empty file, and beside it a file that
 * says who holds it.
 *
 * <p>They are two files because a process loses its locks on a file when it closes any descriptor
 * of that file (fcntl(2), "Record locks"): reading who holds the lock would end it. The empty file
 * is opened here only and is never deleted, but by force. The operating system frees the lock when
 * its holder dies, so the next run takes over what a killed one left.
 */
final class StateLock implements AutoCloseable {
  private final StatePaths paths;
  private final LockInfo info;
  private final FileChannel channel;

  private StateLock(StatePaths paths, LockInfo info, FileChannel channel) {
    this.paths = paths;
    this.info = info;
    this.channel = channel;
  }

  /**
   * @throws DiagnosticException naming the holder when there is one
   */
  static StateLock take(StatePaths paths, LockInfo info) throws IOException {
    FileChannel channel =
        FileChannel.open(paths.systemLock(), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    try {
      if (tryLock(channel) == null) {
        throw new DiagnosticException(held(paths, LockInfo.read(paths.lock())));
      }
      WholeFile.write(paths.lock(), info.json(paths.state()).getBytes(StandardCharsets.UTF_8));
      return new StateLock(paths, info, channel);
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  /** Whether nobody took the lock away by force. */
  boolean isOurs() throws IOException {
    return LockInfo.read(paths.lock()).map(LockInfo::id).equals(Optional.of(info.id()));
  }

  /** Takes a lock away, whoever holds it. Returns false when there is none of that id. */
  static boolean force(StatePaths paths, String id) throws IOException {
    Optional<LockInfo> holder = LockInfo.read(paths.lock());
    if (!holder.map(LockInfo::id).equals(Optional.of(id))) {
      return false;
    }
    Files.deleteIfExists(paths.systemLock());
    return Files.deleteIfExists(paths.lock());
  }

  @Override
  public void close() throws IOException {
    try (channel) {
      if (isOurs()) {
        Files.deleteIfExists(paths.lock());
      }
    }
  }

  /** Null when someone else has it: another process, or another store in this one. */
  private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException _) {
      return null;
    }
  }

  private static Diagnostic held(StatePaths paths, Optional<LockInfo> holder) {
    String who =
        holder.map(LockInfo::described).orElse("  (a run that has just started or just ended)");
    String force =
        holder
            .map(
                it ->
                    " If it hangs for good, end its process, or run: gantry force-unlock "
                        + it.id())
            .orElse("");
    Path state = paths.state();
    return Diagnostic.error(
        "state-locked",
        "The state is locked by another run",
        state
            + " is in use by:\n"
            + who
            + "\nNothing was changed. Wait for that run to end, then try again."
            + force);
  }
}
