package dev.gantry.engine.memory;

import dev.gantry.state.JournalEntry;
import dev.gantry.state.State;
import dev.gantry.state.StateSession;
import dev.gantry.state.journal.Replay;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Consumer;

/** A state in memory whose journal can be looked at. Safe for use by several threads. */
public final class MemorySession implements StateSession {
  private final Replay replay;
  private final Consumer<JournalEntry> disk;
  private final List<JournalEntry> entries = new ArrayList<>();

  public MemorySession(State state) {
    this(state, _ -> {});
  }

  /**
   * @param disk is given every entry first; what it throws keeps the entry from being appended
   */
  public MemorySession(State state, Consumer<JournalEntry> disk) {
    this.replay = new Replay(state);
    this.disk = disk;
  }

  /** A state that was never written. */
  public static State emptyState() {
    return new State("lineage-1", 0, new TreeMap<>());
  }

  @Override
  public synchronized State current() {
    return replay.state();
  }

  @Override
  public synchronized void append(List<JournalEntry> together) {
    together.forEach(disk);
    for (JournalEntry entry : together) {
      entries.add(entry);
      replay.apply(entry);
    }
  }

  /** Everything appended so far. */
  public synchronized List<JournalEntry> entries() {
    return List.copyOf(entries);
  }

  @Override
  public void compact() {}

  @Override
  public void close() {}
}
