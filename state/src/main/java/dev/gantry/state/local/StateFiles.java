package dev.gantry.state.local;

import dev.gantry.state.State;
import dev.gantry.state.file.StateFormat;
import dev.gantry.state.journal.JournalWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Optional;

/** Writes a state's files. The holder of the lock uses it, one thread at a time. */
record StateFiles(StatePaths paths, String gantryVersion) {

  /** Replaces the state file; the one before becomes the backup. */
  void write(State state) throws IOException {
    Optional<byte[]> before = WholeFile.read(paths.state());
    if (before.isPresent()) {
      WholeFile.write(paths.backup(), before.get());
    }
    String text = StateFormat.write(state, gantryVersion);
    WholeFile.write(paths.state(), text.getBytes(StandardCharsets.UTF_8));
  }

  /** Begins a journal that continues the state file. */
  JournalWriter beginJournal(State base) throws IOException {
    JournalWriter writer = new JournalWriter(paths.journal(), base);
    WholeFile.syncFolderOf(paths.journal());
    return writer;
  }

  /** Ends a journal whose entries are all in the state file. */
  void dropJournal() throws IOException {
    Files.deleteIfExists(paths.journal());
  }
}
