package dev.gantry.state;

import dev.gantry.resources.address.ResourceAddress;
import java.time.Instant;

/**
 * One line of the journal. Entries are appended and synced to disk one by one; the state on disk
 * plus the entries since is the truth (law 6).
 */
public sealed interface JournalEntry {

  /** A run begins; {@code serial} is that of the state that it starts from. */
  record RunStarted(String run, String operation, String lineage, long serial, Instant at)
      implements JournalEntry {}

  /** A step is about to run: written before anything of it is done. */
  record StepStarted(ResourceAddress address, String action, String step, Instant at)
      implements JournalEntry {}

  /** A step has ended. */
  record StepEnded(ResourceAddress address, String step, boolean done, Instant at)
      implements JournalEntry {}

  /** A resource is now as recorded here: applied, refreshed, adopted or part done. */
  record ResourceRecorded(Recorded recorded) implements JournalEntry {}

  /** A resource is gone, or no longer Gantry's. */
  record ResourceRemoved(ResourceAddress address) implements JournalEntry {}

  /** From here on, these may open the state's secrets. */
  record EncryptionRecorded(Encryption encryption) implements JournalEntry {}

  /** The run ended; what follows is another run. */
  record RunEnded(String run, Instant at) implements JournalEntry {}
}
