package dev.gantry.state.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.gantry.resources.address.ResourceAddress;
import dev.gantry.resources.diagnostic.DiagnosticException;
import dev.gantry.resources.value.Value;
import dev.gantry.state.JournalEntry;
import dev.gantry.state.Pending;
import dev.gantry.state.Recorded;
import dev.gantry.state.State;
import dev.gantry.state.StateSession;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LocalStateStoreTest {
  private static final Instant NOON = Instant.parse("2026-01-31T12:00:00Z");

  @TempDir Path folder;
  private Path file;
  private LocalStateStore store;

  @BeforeEach
  void open() {
    file = folder.resolve("gantry.state.json");
    store = new LocalStateStore(file);
  }

  @Test
  void readingWhatIsNotThereWritesNothing() {
    State state = store.read();

    assertThat(state.serial()).isZero();
    assertThat(state.resources()).isEmpty();
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void whatWasAppendedIsReadByOthersAtOnce() {
    try (StateSession session = store.open("apply")) {
      session.append(recorded(1));
      assertThat(new LocalStateStore(file).read()).isEqualTo(session.current());
    }
    assertThat(store.read().resources()).hasSize(1);
    assertThat(folder.resolve("gantry.state.json.journal")).doesNotExist();
    assertThat(folder).isDirectoryContaining(path -> path.equals(file));
  }

  @Test
  void onlyTheStateItsBackupAndAnEmptyLockStayBehind() throws Exception {
    write(1);
    State first = store.read();
    write(2);

    try (var files = Files.list(folder)) {
      assertThat(files.map(path -> path.getFileName().toString()))
          .containsExactlyInAnyOrder(
              "gantry.state.json", "gantry.state.json.backup", ".gantry.state.json.lock");
    }
    assertThat(new LocalStateStore(folder.resolve("gantry.state.json.backup")).read())
        .isEqualTo(first);
  }

  @Test
  void aRunThatChangesNothingWritesNoFile() throws Exception {
    write(1);
    byte[] before = Files.readAllBytes(file);
    try (StateSession session = store.open("apply")) {
      session.append(new JournalEntry.RunStarted("r", "apply", "l", 1, NOON));
      session.append(recorded(1));
      session.append(new JournalEntry.RunEnded("r", NOON));
    }

    assertThat(Files.readAllBytes(file)).isEqualTo(before);
    assertThat(folder.resolve("gantry.state.json.backup")).doesNotExist();
  }

  @Test
  void aStepThatStartedIsSeenAfterItsRunWasCutOff() {
    ResourceAddress address = new ResourceAddress("Node", "n1");
    LeftBehind.by(
        store,
        folder,
        session ->
            session.append(new JournalEntry.StepStarted(address, "create", "prepare", NOON)));

    assertThat(store.read().resources().get(address))
        .returns(Optional.of(new Pending("create", "prepare")), Recorded::pending)
        .returns(Value.Fields.empty(), Recorded::attributes);
  }

  @Test
  void foldingALeftJournalChangesNeitherTruthNorSerial() {
    write(1);
    LeftBehind.by(store, folder, session -> session.append(recorded(2)));
    State read = store.read();

    try (StateSession session = store.open("apply")) {
      assertThat(session.current()).isEqualTo(read);
      assertThat(folder.resolve("gantry.state.json.journal")).doesNotExist();
    }
    assertThat(store.read()).isEqualTo(read);
  }

  @Test
  void aPlanMadeDuringAnApplyIsStaleAfterIt() {
    try (StateSession session = store.open("apply")) {
      session.append(recorded(1));
      long during = store.read().serial();
      session.append(recorded(2));
      session.compact();
      assertThat(store.read().serial()).isGreaterThan(during);
    }
  }

  @Test
  void aJournalThatWasFoldedAlreadyIsIgnored() throws Exception {
    write(1);
    Path kept = folder.resolve("kept");
    try (StateSession session = store.open("apply")) {
      session.append(recorded(2));
      Files.copy(folder.resolve("gantry.state.json.journal"), kept);
    }
    State folded = store.read();
    Files.move(kept, folder.resolve("gantry.state.json.journal"));

    assertThat(store.read()).isEqualTo(folded);
    store.open("apply").close();
    assertThat(store.read()).isEqualTo(folded);
    assertThat(folder.resolve("gantry.state.json.journal")).doesNotExist();
  }

  @Test
  void aJournalOfANewerStateIsRefused() throws Exception {
    write(1);
    Path old = folder.resolve("old");
    Files.copy(file, old);
    write(2);
    LeftBehind.by(store, folder, session -> session.append(recorded(3)));
    Files.move(old, file, StandardCopyOption.REPLACE_EXISTING);

    assertRefused("The journal does not belong to the state file");
    Files.delete(file);
    assertRefused("The journal does not belong to the state file");
  }

  @Test
  void theSecondIsRefusedAndToldWhoTheFirstIs() {
    try (StateSession first = store.open("apply")) {
      var refusal =
          catchThrowableOfType(
              DiagnosticException.class, () -> new LocalStateStore(file).open("destroy"));
      assertThat(refusal.diagnostics().getFirst().detail())
          .contains("Operation: apply")
          .contains("Who:       " + System.getProperty("user.name") + "@")
          .contains("Process:   " + ProcessHandle.current().pid())
          .contains("gantry force-unlock ");
      first.append(recorded(1));
    }
    store.open("destroy").close();
    assertThat(store.read().resources()).hasSize(1);
  }

  @Test
  void theLockOfADeadRunIsTakenOver() throws Exception {
    Files.writeString(
        folder.resolve(".gantry.state.json.lock.info"),
        "{\"ID\":\"x\",\"Operation\":\"apply\",\"Who\":\"a@b\",\"Pid\":1,\"Version\":\"1\","
            + "\"Created\":\"2026-01-31T12:00:00Z\"}");
    write(1);
    assertThat(store.read().resources()).hasSize(1);
    assertThat(folder.resolve(".gantry.state.json.lock.info")).doesNotExist();
  }

  @Test
  void aRunWhoseLockWasForcedWritesNothingMore() throws Exception {
    StateSession robbed = store.open("apply");
    robbed.append(recorded(1));
    String id = LockInfo.read(folder.resolve(".gantry.state.json.lock.info")).orElseThrow().id();

    assertThatThrownBy(() -> store.forceUnlock("another"))
        .hasMessage("There is no lock with this id");
    store.forceUnlock(id);
    assertThatThrownBy(() -> robbed.append(recorded(2)))
        .hasMessage("The lock on the state was taken away");
    assertThatThrownBy(robbed::close).hasMessage("The lock on the state was taken away");
    assertThat(file).doesNotExist();

    store.open("apply").close();
    assertThat(store.read().resources()).hasSize(1);
  }

  @Test
  void anInterruptedThreadStillSavesWhatItDid() {
    StateSession session = store.open("apply");
    Thread.currentThread().interrupt();
    session.append(recorded(1));
    session.close();

    assertThat(Thread.interrupted()).isTrue();
    assertThat(store.read().resources()).hasSize(1);
  }

  @Test
  void manyThreadsAppendAtOnceAndNothingIsLost() throws Exception {
    try (StateSession session = store.open("apply");
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var all =
          threads.invokeAll(
              java.util.stream.IntStream.range(0, 500)
                  .<java.util.concurrent.Callable<Void>>mapToObj(
                      i ->
                          () -> {
                            session.append(recorded(i));
                            return null;
                          })
                  .toList());
      for (var one : all) {
        one.get();
      }
      assertThat(store.read()).isEqualTo(session.current());
      assertThat(session.current().resources()).hasSize(500);
    }
  }

  @Test
  void aFileThatIsNoStateIsRefusedAndLeftAlone() throws Exception {
    for (byte[] content : List.of(new byte[0], new byte[] {(byte) 0xff, 0}, new byte[] {'{'})) {
      Files.write(file, content);
      assertRefused("The state ");
      assertThat(Files.readAllBytes(file)).isEqualTo(content);
      assertThat(folder.resolve(".gantry.state.json.lock.info")).doesNotExist();
    }
  }

  @Test
  void aFolderThatIsNotThereIsNamed() {
    assertThatThrownBy(() -> new LocalStateStore(folder.resolve("no/state")).open("apply"))
        .hasMessage("The state cannot be locked");
  }

  private void assertRefused(String summary) {
    for (var attempt :
        List.<org.assertj.core.api.ThrowableAssert.ThrowingCallable>of(
            store::read, () -> store.open("apply"))) {
      var thrown = catchThrowableOfType(DiagnosticException.class, attempt);
      assertThat(thrown).hasMessageStartingWith(summary);
    }
  }

  private void write(int number) {
    try (StateSession session = store.open("apply")) {
      session.append(recorded(number));
    }
  }

  private static JournalEntry recorded(int number) {
    return new JournalEntry.ResourceRecorded(
        new Recorded(
            new ResourceAddress("Node", "n" + number),
            1,
            Value.Fields.empty().with("number", Value.of(number)),
            new TreeSet<>(),
            new TreeMap<>(),
            List.of(),
            Optional.empty()));
  }
}
