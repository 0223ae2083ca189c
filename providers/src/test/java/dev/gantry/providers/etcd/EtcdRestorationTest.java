package dev.gantry.providers.etcd;

import static dev.gantry.providers.host.ScriptedRemote.has;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gantry.engine.plan.Change;
import dev.gantry.engine.spi.Step;
import dev.gantry.engine.spi.StepException;
import dev.gantry.engine.spi.Subject;
import dev.gantry.providers.host.Command;
import dev.gantry.providers.host.Remote;
import dev.gantry.providers.host.Remotes;
import dev.gantry.providers.host.ScriptedRemote;
import dev.gantry.resources.address.HostName;
import dev.gantry.resources.address.ResourceAddress;
import dev.gantry.resources.diagnostic.DiagnosticException;
import dev.gantry.resources.kind.Kind;
import dev.gantry.resources.kind.SpecReader;
import dev.gantry.resources.kinds.controlplane.ControlPlaneSpec;
import dev.gantry.resources.value.Value;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is done on machines when etcd is restored, and in which order. */
final class EtcdRestorationTest {
  private static final ResourceAddress ADDRESS = new ResourceAddress("ControlPlane", "main");

  @TempDir private Path folder;

  private final SortedMap<String, ScriptedRemote> machines = new TreeMap<>();
  private final List<String> said = new ArrayList<>();
  private Path snapshot = Path.of("");

  @BeforeEach
  void write() throws IOException, NoSuchAlgorithmException {
    byte[] database = new byte[1024];
    database[7] = 7;
    byte[] file = new byte[1024 + 32];
    System.arraycopy(database, 0, file, 0, 1024);
    System.arraycopy(MessageDigest.getInstance("SHA-256").digest(database), 0, file, 1024, 32);
    snapshot = Files.write(folder.resolve("main.db"), file);
  }

  private void machine(String name, String done, String stopped, String bump) {
    String number = name.substring(name.length() - 1);
    machines.put(
        name,
        ScriptedRemote.on(name)
            .when(has(" sh prepare "))
            .prints(
                "name\t%s\npeer\thttps://10.0.0.%s:2380\ndata\t/var/lib/etcd\n"
                        .formatted(name, number)
                    + "status\t{\"hash\":1,\"revision\":812,\"totalKey\":9}\n"
                    + "done\t%s\nstopped\t%s\nbump\t%s\n".formatted(done, stopped, bump))
            .when(has(" sh restore "))
            .prints("kept\t/var/lib/etcd/member.before-restore-1\n")
            .elseSucceed());
  }

  private List<Step> steps() {
    SortedMap<String, Value> members = new TreeMap<>();
    machines
        .keySet()
        .forEach(name -> members.put(name, Value.ofTexts(Map.of("role", "control-plane"))));
    members.put("w-1", Value.ofTexts(Map.of("role", "worker")));
    Value.Fields attributes = Value.Fields.empty().with("members", new Value.Fields(members));
    Remotes remotes =
        new Remotes() {
          @Override
          public Remote on(HostName host) {
            return Optional.ofNullable(machines.get(host.value())).orElseThrow();
          }

          @Override
          public void close() {}
        };
    Kind.Inventory nothing =
        new Kind.Inventory() {
          @Override
          public <T extends Record> SortedMap<String, T> all(Kind<T> kind) {
            return new TreeMap<>();
          }
        };
    ControlPlaneSpec spec =
        SpecReader.read(
            ControlPlaneSpec.class,
            Value.Fields.empty()
                .with("version", Value.of("1.36.2"))
                .with(
                    "endpoint", Value.Fields.empty().with("address", Value.of("api.example.org"))));
    return new EtcdRestoration(remotes, SnapshotFile.of(snapshot))
        .steps(
            new Subject<>(ADDRESS, spec, Optional.empty(), nothing, nothing),
            new Change.Update(ADDRESS, attributes, attributes, List.of()));
  }

  private void run() throws StepException, InterruptedException {
    for (Step step : steps()) {
      step.action().run(new ToldContext(said));
    }
  }

  /** What was done on a machine: the word that each program was told to do. */
  private List<String> done(String name) {
    return Optional.ofNullable(machines.get(name)).orElseThrow().commands().stream()
        .map(Command::argv)
        .map(argv -> argv.size() > 4 ? argv.get(4) : "await")
        .toList();
  }

  private String restored(String name) {
    return Optional.ofNullable(machines.get(name)).orElseThrow().lines().stream()
        .filter(line -> line.contains(" sh restore "))
        .map(line -> line.substring(line.lastIndexOf(" sh restore ")))
        .findFirst()
        .orElse("");
  }

  @Test
  void allStopBeforeAnyIsRestoredAndAllAreRestoredBeforeAnyStarts() throws Exception {
    machine("cp-1", "no", "no", "yes");
    machine("cp-2", "no", "no", "yes");

    assertThat(steps())
        .extracting(Step::id)
        .containsExactly(
            "send:cp-1",
            "send:cp-2",
            "agree",
            "stop:cp-1",
            "stop:cp-2",
            "stopped",
            "restore:cp-1",
            "restore:cp-2",
            "restored",
            "start-etcd:cp-1",
            "start-etcd:cp-2",
            "healthy",
            "start:cp-1",
            "start:cp-2",
            "serving",
            "finish:cp-1",
            "finish:cp-2");
    assertThat(steps().stream().filter(step -> step.host().isEmpty()))
        .allMatch(step -> step.order() == Step.Order.IN_TURN);
    assertThat(steps().stream().filter(step -> step.host().isPresent()))
        .allMatch(step -> step.order() == Step.Order.BY_HOST);
  }

  @Test
  void everyMachineGetsTheSameMembersAndOldDataIsToldOf() throws Exception {
    machine("cp-1", "no", "no", "yes");
    machine("cp-2", "no", "yes", "yes");

    run();

    assertThat(done("cp-1"))
        .containsExactly(
            "prepare", "stop", "restore", "start", "await", "start", "await", "await", "finish");
    assertThat(restored("cp-2"))
        .endsWith(
            "cp-2 https://10.0.0.2:2380 /var/lib/etcd"
                + " cp-1=https://10.0.0.1:2380,cp-2=https://10.0.0.2:2380 bump");
    assertThat(Optional.ofNullable(machines.get("cp-1")).orElseThrow().puts())
        .singleElement()
        .satisfies(file -> assertThat(file.mode()).isEqualTo("0600"));
    assertThat(said)
        .contains(
            "revision 812, hash 1",
            "what was there is kept in /var/lib/etcd/member.before-restore-1",
            "condition EtcdHealthy TRUE");
  }

  @Test
  void revisionsAreNotBumpedWhereOneMachineCannot() throws Exception {
    machine("cp-1", "no", "no", "yes");
    machine("cp-2", "no", "no", "no");

    run();

    assertThat(restored("cp-1")).endsWith(" -");
  }

  @Test
  void aRunThatWasCutOffAtItsEndDoesNotRestoreWhatRunsAgain() throws Exception {
    machine("cp-1", "no", "no", "yes");
    machine("cp-2", "yes", "no", "yes");

    run();

    assertThat(done("cp-1"))
        .containsExactly("prepare", "start", "await", "start", "await", "await", "finish");
    assertThat(said).contains("an earlier run has restored all of them; its end is made good");
  }

  @Test
  void aRunThatWasCutOffInTheMiddleGoesOnWithTheRest() throws Exception {
    machine("cp-1", "yes", "yes", "yes");
    machine("cp-2", "no", "yes", "yes");

    run();

    assertThat(done("cp-2")).startsWith("prepare", "stop", "restore", "start");
  }

  @Test
  void machinesThatCannotBeOneClusterAreLeftAlone() {
    machine("cp-1", "no", "no", "yes");
    machine("xp-1", "no", "no", "yes");

    assertThatThrownBy(this::run)
        .isInstanceOf(StepException.class)
        .hasMessageContaining("not 2 different ones");
    assertThat(done("cp-1")).containsExactly("prepare");
  }

  @Test
  void whatIsNoSnapshotOrADamagedOneIsRefused() throws IOException {
    Path text = Files.writeString(folder.resolve("a.txt"), "hello");
    byte[] bytes = Files.readAllBytes(snapshot);
    bytes[100] ^= 1;
    Path damaged = Files.write(folder.resolve("b.db"), bytes);

    assertThat(SnapshotFile.of(snapshot).sha256()).hasSize(64);
    for (Path path : List.of(text, damaged, folder.resolve("none"))) {
      assertThatThrownBy(() -> SnapshotFile.of(path))
          .isInstanceOf(DiagnosticException.class)
          .hasMessageContaining("is no snapshot of etcd");
    }
  }
}
