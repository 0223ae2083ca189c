package dev.gantry.state.journal;

import dev.gantry.resources.address.ResourceAddress;
import dev.gantry.resources.value.Value;
import dev.gantry.state.Encryption;
import dev.gantry.state.JournalEntry;
import dev.gantry.state.Pending;
import dev.gantry.state.Recorded;
import dev.gantry.state.State;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A state that entries are applied to, one after the other; each costs the logarithm of the state's
 * size. Not safe for use by several threads.
 *
 * <p>The serial counts every entry that changed something. So it names one exact truth, whether
 * that is in the file or still in the journal: a plan made in the middle of someone's apply is
 * stale when that apply is over, and a plan made after a crash is not stale when the journal was
 * folded.
 */
public final class Replay {
  private final String lineage;
  private long serial;
  private final SortedMap<ResourceAddress, Recorded> resources;
  private Optional<Encryption> encryption;

  /** Starts from a state. */
  public Replay(State base) {
    lineage = base.lineage();
    serial = base.serial();
    resources = new TreeMap<>(base.resources());
    encryption = base.encryption();
  }

  /** The state with everything applied so far. */
  public State state() {
    return new State(lineage, serial, resources, encryption);
  }

  /** The serial of {@link #state}. */
  public long serial() {
    return serial;
  }

  /**
   * Applies one entry.
   *
   * <p>A step that starts marks its resource as pending, and only the record of the whole resource
   * takes the mark away: between two steps, and after a failed one, the machines are half-way too.
   */
  public void apply(JournalEntry entry) {
    switch (entry) {
      case JournalEntry.StepStarted(var address, var action, var step, _) -> {
        Recorded before = resources.getOrDefault(address, unfinished(address));
        record(before.withPending(Optional.of(new Pending(action, step))));
      }
      case JournalEntry.ResourceRecorded(Recorded recorded) -> record(recorded);
      case JournalEntry.ResourceRemoved(ResourceAddress address) -> {
        if (resources.remove(address) != null) {
          serial++;
        }
      }
      case JournalEntry.EncryptionRecorded(Encryption next) -> {
        if (!encryption.equals(Optional.of(next))) {
          encryption = Optional.of(next);
          serial++;
        }
      }
      case JournalEntry.RunStarted _, JournalEntry.StepEnded _, JournalEntry.RunEnded _ -> {}
    }
  }

  private void record(Recorded recorded) {
    if (!recorded.equals(resources.put(recorded.address(), recorded))) {
      serial++;
    }
  }

  /** What stands for a resource that was being created and was never recorded. */
  private static Recorded unfinished(ResourceAddress address) {
    return new Recorded(
        address,
        0,
        Value.Fields.empty(),
        new TreeSet<>(),
        new TreeMap<>(),
        List.of(),
        Optional.empty());
  }
}
