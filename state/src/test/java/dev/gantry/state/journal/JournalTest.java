package dev.gantry.state.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gantry.resources.diagnostic.DiagnosticException;
import dev.gantry.state.JournalEntry;
import dev.gantry.state.RandomStates;
import dev.gantry.state.State;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class JournalTest {
  @TempDir Path folder;

  @Test
  void cutAtAnyByteItReplaysToAStateThatWasTrue() throws Exception {
    for (long seed = 0; seed < 8; seed++) {
      RandomStates random = new RandomStates(new SplittableRandom(seed));
      State base = random.state();
      List<State> truths = new ArrayList<>(List.of(base));
      Path file = write(base, random, 6, truths);
      byte[] whole = Files.readAllBytes(file);
      int reached = 0;
      for (int end = 0; end <= whole.length; end++) {
        State state = replayed(base, Arrays.copyOf(whole, end));
        assertThat(truths.subList(reached, truths.size()))
            .as("seed %s, cut after byte %s", seed, end)
            .contains(state);
        reached = truths.lastIndexOf(state);
      }
      assertThat(replayed(base, whole)).as("seed %s", seed).isEqualTo(truths.getLast());
    }
  }

  @Test
  void zerosInTheLastLineAreATornWrite() throws Exception {
    RandomStates random = new RandomStates(new SplittableRandom(1));
    State base = random.state();
    Path file = write(base, random, 3, new ArrayList<>());
    byte[] bytes = Files.readAllBytes(file);
    Arrays.fill(bytes, bytes.length - 30, bytes.length - 1, (byte) 0);

    assertThat(Journal.read(bytes, "j").entries()).hasSize(2);
  }

  @Test
  void damageBeforeTheLastLineIsRefusedWithItsLine() throws Exception {
    RandomStates random = new RandomStates(new SplittableRandom(1));
    Path file = write(random.state(), random, 3, new ArrayList<>());
    String text = Files.readString(file);
    int secondLine = text.indexOf('\n') + 40;
    byte[] bytes =
        (text.substring(0, secondLine) + "#" + text.substring(secondLine + 1))
            .getBytes(StandardCharsets.UTF_8);

    assertThatThrownBy(() -> Journal.read(bytes, "gantry.state.json.journal"))
        .isInstanceOfSatisfying(
            DiagnosticException.class,
            e ->
                assertThat(e.diagnostics().getFirst().detail())
                    .startsWith("gantry.state.json.journal, line 2: it is not whole"));
  }

  @Test
  void entriesSurviveTheRoundTrip() {
    for (long seed = 0; seed < 300; seed++) {
      RandomStates random = new RandomStates(new SplittableRandom(seed));
      List<JournalEntry> entries = List.of(random.entry(), random.entry());
      String text = Journal.firstLine(random.state()) + Journal.line(entries);
      Journal read = Journal.read(text.getBytes(StandardCharsets.UTF_8), "j");
      assertThat(read.entries()).as("seed %s", seed).isEqualTo(entries);
    }
  }

  @Test
  void theSerialCountsWhatChanged() {
    RandomStates random = new RandomStates(new SplittableRandom(3));
    Replay replay = new Replay(new State("x", 4, new java.util.TreeMap<>()));
    JournalEntry recorded = new JournalEntry.ResourceRecorded(random.recorded());

    replay.apply(recorded);
    replay.apply(recorded);

    assertThat(replay.serial()).isEqualTo(5);
  }

  private Path write(State base, RandomStates random, int groups, List<State> truths)
      throws Exception {
    Path file = folder.resolve("journal");
    Replay replay = new Replay(base);
    try (JournalWriter writer = new JournalWriter(file, base)) {
      for (int i = 0; i < groups; i++) {
        JournalEntry entry = random.entry();
        writer.append(List.of(entry));
        replay.apply(entry);
        truths.add(replay.state());
      }
    }
    return file;
  }

  private static State replayed(State base, byte[] journal) {
    Replay replay = new Replay(base);
    Journal.read(journal, "j").entries().forEach(replay::apply);
    return replay.state();
  }
}
