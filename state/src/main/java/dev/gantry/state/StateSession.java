package dev.gantry.state;

import java.util.List;

/**
 * The right to write one state, from taking its lock to releasing it. Safe for use by several
 * threads.
 */
public interface StateSession extends AutoCloseable {
  /** The state with everything journalled so far. */
  State current();

  /**
   * Appends entries and returns when they are on disk, by one fsync: after a crash either all of
   * them are there or none is.
   */
  void append(List<JournalEntry> entries);

  /** Appends an entry and returns when it is on disk (fsync). */
  default void append(JournalEntry entry) {
    append(List.of(entry));
  }

  /** Seals the state's secrets and opens them. */
  default Vault vault() {
    return Vault.none();
  }

  /**
   * Writes the state whole, keeps the previous file as a backup and empties the journal. Does
   * nothing when no entry has changed the state.
   */
  void compact();

  /** Compacts, then releases the lock. */
  @Override
  void close();
}
