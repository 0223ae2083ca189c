package dev.gantry.state;

/**
 * The right to write one state, from taking its lock to releasing it. Safe for use by several
 * threads.
 */
public interface StateSession extends AutoCloseable {
  /** The state with everything journalled so far. */
  State current();

  /** Appends an entry and returns when it is on disk (fsync). */
  void append(JournalEntry entry);

  /**
   * Writes the state whole, keeps the previous file as a backup and empties
   * the journal. Does nothing when no entry has changed the state.
   */
  void compact();

  /** Compacts, then releases the lock. */
  @Override
  void close();
}
