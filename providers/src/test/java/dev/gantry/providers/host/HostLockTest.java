package dev.gantry.providers.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gantry.resources.address.HostName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The lock's scripts and the gate, run by this machine's shell. */
final class HostLockTest {
  private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
  private static final String MARK = "gantry-mark";

  @TempDir private Path root;
  private Path folder;
  private LocalRemote host;

  @BeforeEach
  void setUp() {
    folder = root.resolve("run/gantry");
    host = new LocalRemote(root, root);
  }

  @Test
  void oneRunAtATime() throws Exception {
    assertThat(take(lock("first"))).isEmpty();
    Optional<HostLock.Holder> holder = take(lock("second"));
    assertThat(holder).isPresent();
    assertThat(holder.get().owner()).isEqualTo(lock("first").owner());
    assertThat(lock("second").held(holder.get()).detail())
        .contains("ID:        first")
        .contains("Operation: apply")
        .contains(Long.toString(ProcessHandle.current().pid()))
        .contains("2026-01-01T12:00:00Z");
    assertThat(take(lock("first"))).isEmpty();
    host.run(lock("second").releasing());
    assertThat(take(lock("second"))).as("only its holder can give it back").isPresent();
    host.run(lock("first").releasing());
    assertThat(take(lock("second"))).isEmpty();
  }

  @Test
  void aLockThatNobodyTouchesExpires() throws Exception {
    take(lock("first"));
    Instant before = Instant.now().minus(HostLock.EXPIRY).minusSeconds(5);
    Files.setLastModifiedTime(folder.resolve("lock"), FileTime.from(before));
    assertThat(take(lock("second"))).isEmpty();
    assertThat(gate("first").stderr()).contains(Gate.TAKEN);
  }

  @Test
  void aRunThatIsKnownToBeDeadIsReplaced() throws Exception {
    take(lock("first"));
    CommandResult result = host.run(lock("second").takingFrom(lock("first").owner()));
    assertThat(lock("second").answer(result)).isEmpty();
  }

  @Test
  void aRunWhoseLockWasTakenByForceBeginsNothingMore() throws Exception {
    take(lock("first"));
    assertThat(host.run(lock("first").breakingIt()).stdout()).isEqualTo("broken\n");
    assertThat(host.run(lock("first").breakingIt()).stdout()).isEqualTo("other\n");
    assertThat(gate("first").stderr()).contains(Gate.TAKEN);
    assertThatThrownBy(() -> take(lock("first")))
        .isInstanceOfSatisfying(
            RemoteException.class,
            e -> assertThat(e.diagnostic().code()).isEqualTo("host-lock-lost"));
    assertThat(take(lock("second"))).isEmpty();
  }

  @Test
  void aCommandOfTheHolderBegins() throws Exception {
    take(lock("first"));
    CommandResult result = gate("first", "link", "read word; echo \"got $word\"; exit 3");
    assertThat(result).isEqualTo(new CommandResult(3, "got input\n", MARK + "\n"));
    assertThat(folder.resolve("running")).isEmptyDirectory();
  }

  @Test
  void whatARebootTookAwayIsAbsent() throws Exception {
    assertThat(gate("first").stderr()).isEqualTo(Gate.ABSENT + "\n");
  }

  @Test
  void everyCommandTouchesTheLock() throws Exception {
    take(lock("first"));
    FileTime before = FileTime.from(Instant.now().minusSeconds(60));
    Files.setLastModifiedTime(folder.resolve("lock"), before);
    gate("first");
    assertThat(Files.getLastModifiedTime(folder.resolve("lock"))).isGreaterThan(before);
  }

  @Test
  void aPredecessorThatReadsIsEndedAndOneThatWorksIsAwaited() throws Exception {
    take(lock("first"));
    Process reads = predecessor("input", "cat >/dev/null");
    Process works = predecessor("plain", "read line");
    Thread.ofVirtual()
        .start(
            () -> {
              try {
                reads.waitFor();
                works.getOutputStream().close();
              } catch (InterruptedException | IOException e) {
                throw new IllegalStateException(e);
              }
            });
    CommandResult result = gate("first", "new", "echo begun");
    assertThat(result.stdout()).isEqualTo("begun\n");
    assertThat(reads.waitFor()).isEqualTo(143);
    assertThat(works.isAlive()).isFalse();
  }

  @Test
  void whatSudoLeftOfThePasswordsLineIsReadAway() throws Exception {
    Gate gate = new Gate(MARK, true, Optional.empty(), "link");
    Command command =
        new Command(
                gate.before(List.of("cat"), true),
                Optional.empty(),
                List.of(),
                Duration.ofSeconds(10),
                1000)
            .reading(new Content.Text("pass word\n" + MARK + "\ninput\n" + MARK + "\n"));
    assertThat(host.run(command).stdout()).isEqualTo("input\n" + MARK + "\n");
  }

  @Test
  void onlyAProcessOfThisMachineThatIsGoneIsCertainlyDead() {
    LockOwner me = lock("first").owner();
    assertThat(me.isCertainlyDead()).isFalse();
    assertThat(with(me, me.machine(), me.started() - 100).isCertainlyDead())
        .as("the process id is another process's now")
        .isTrue();
    assertThat(with(me, "elsewhere", me.started() - 100).isCertainlyDead()).isFalse();
    assertThat(LockOwner.parse("id=x\n" + me.lines()).machine()).isEqualTo(me.machine());
    assertThat(LockOwner.parse("garbage").isCertainlyDead()).isFalse();
  }

  private static LockOwner with(LockOwner owner, String machine, long started) {
    return new LockOwner(
        owner.run(), owner.operation(), owner.who(), machine, owner.pid(), started, owner.since());
  }

  /** A command of another connection, which has begun. */
  private Process predecessor(String kind, String script) throws Exception {
    Gate gate = new Gate(MARK, false, Optional.of(lock("first")), "old" + kind);
    List<String> argv = gate.before(List.of("sh", "-c", script), kind.equals("input"));
    Process process = new ProcessBuilder(argv).start();
    assertThat(process.errorReader().readLine()).isEqualTo(MARK);
    return process;
  }

  private CommandResult gate(String run) throws Exception {
    return gate(run, "link", "echo begun");
  }

  private CommandResult gate(String run, String link, String script) throws Exception {
    Gate gate = new Gate(MARK, false, Optional.of(lock(run)), link);
    List<String> argv = gate.before(List.of("sh", "-c", script), true);
    return host.run(
        new Command(argv, Optional.empty(), List.of(), Duration.ofSeconds(30), 1000)
            .reading(new Content.Text("input\n")));
  }

  private Optional<HostLock.Holder> take(HostLock lock) throws Exception {
    return lock.answer(host.run(lock.taking()));
  }

  private HostLock lock(String run) {
    return new HostLock(
        new HostName("local"), LockOwner.here(run, "apply", NOON), folder.toString());
  }
}
