package dev.gantry.state.local;

import dev.gantry.resources.address.ResourceAddress;
import dev.gantry.resources.value.Value;
import dev.gantry.state.JournalEntry;
import dev.gantry.state.Recorded;
import dev.gantry.state.StateSession;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/** A process that appends, compacts now and then, and says what it was promised, until it dies. */
final class KilledRun {
  private KilledRun() {}

  public static void main(String[] args) {
    int from = Integer.parseInt(args[1]);
    try (StateSession session = new LocalStateStore(Path.of(args[0])).open("apply")) {
      for (int i = from; ; i++) {
        session.append(entry(i));
        System.out.println(i);
        if (i % 7 == 0) {
          session.compact();
        }
      }
    }
  }

  private static JournalEntry entry(int number) {
    return new JournalEntry.ResourceRecorded(
        new Recorded(
            new ResourceAddress("Node", "n" + number),
            1,
            Value.Fields.empty(),
            new TreeSet<>(),
            new TreeMap<>(),
            List.of(),
            Optional.empty()));
  }
}
