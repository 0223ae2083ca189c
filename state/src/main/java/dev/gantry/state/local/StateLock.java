package dev.gantry.state.local;

import dev.gantry.resources.diagnostic.Diagnostic;
import dev.gantry.resources.diagnostic.DiagnosticException;
import java.io.IOException;
import java.nio.ByteBuffer;
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
 * The lock of one state: a lock of the operating system on a file that also says who holds it.
 *
 * <p>The operating system frees the lock when its holder dies, so the next run takes over what a
 * killed one left. The file is deleted on release; a run that had opened it just before then holds
 * a lock on a file without a name, notices that the name does not lead to its own id, and tries
 * again.
 */
final class StateLock implements AutoCloseable {
  private static final int TRIES = 10;

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
    for (int i = 0; i < TRIES; i++) {
      FileChannel channel =
          FileChannel.open(
              paths.lock(),
              StandardOpenOption.CREATE,
              StandardOpenOption.READ,
              StandardOpenOption.WRITE);
      StateLock lock = new StateLock(paths, info, channel);
      try {
        if (tryLock(channel) == null) {
          throw new DiagnosticException(held(paths, LockInfo.read(paths.lock())));
        }
        lock.writeInfo();
        if (lock.isOurs()) {
          return lock;
        }
      } catch (IOException | RuntimeException e) {
        channel.close();
        throw e;
      }
      channel.close();
    }
    throw new DiagnosticException(held(paths, LockInfo.read(paths.lock())));
  }

  /** Whether nobody took the lock away by force. */
  boolean isOurs() throws IOException {
    return LockInfo.read(paths.lock()).map(LockInfo::id).equals(Optional.of(info.id()));
  }

  /** Takes a lock away, whoever holds it. Returns false when there is none of that id. */
  static boolean force(StatePaths paths, String id) throws IOException {
    Optional<LockInfo> holder = LockInfo.read(paths.lock());
    return holder.map(LockInfo::id).equals(Optional.of(id)) && Files.deleteIfExists(paths.lock());
  }

  @Override
  public void close() throws IOException {
    try (channel) {
      if (isOurs()) {
        Files.deleteIfExists(paths.lock());
      }
    }
  }

  private void writeInfo() throws IOException {
    channel.truncate(0);
    ByteBuffer text = ByteBuffer.wrap(info.json(paths.state()).getBytes(StandardCharsets.UTF_8));
    while (text.hasRemaining()) {
      channel.write(text);
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
