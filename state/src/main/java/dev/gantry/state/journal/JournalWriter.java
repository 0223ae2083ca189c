package dev.gantry.state.journal;

import dev.gantry.state.JournalEntry;
import dev.gantry.state.State;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Appends to a new journal. Not safe for use by several threads.
 *
 * <p>Not a {@code FileChannel}: an interrupted thread closes the channel it writes to, and a run
 * that is told to stop now must still be able to note how its last steps ended.
 */
public final class JournalWriter implements AutoCloseable {
  private final RandomAccessFile file;
  private final String firstLine;
  private boolean empty = true;

  /**
   * Begins a journal; what the file held before is dropped. Its first line is written with the
   * first entries.
   *
   * @param base the state file's own state, which the journal continues
   */
  public JournalWriter(Path path, State base) throws IOException {
    file = new RandomAccessFile(path.toFile(), "rw");
    file.setLength(0);
    firstLine = Journal.firstLine(base);
  }

  /** Writes the entries as one line; on disk (fsync) when this returns. */
  public void append(List<JournalEntry> entries) throws IOException {
    List<String> lines = new ArrayList<>();
    if (empty) {
      lines.add(firstLine);
    }
    lines.add(Journal.line(entries));
    file.write(String.join("", lines).getBytes(StandardCharsets.UTF_8));
    file.getFD().sync();
    empty = false;
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
