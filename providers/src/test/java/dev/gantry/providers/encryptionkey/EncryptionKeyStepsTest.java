package dev.gantry.providers.encryptionkey;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gantry.engine.plan.Change;
import dev.gantry.engine.probe.HostReading;
import dev.gantry.engine.spi.Observation;
import dev.gantry.engine.spi.Step;
import dev.gantry.engine.spi.StepRef;
import dev.gantry.engine.spi.Subject;
import dev.gantry.providers.host.Secrets;
import dev.gantry.providers.host.Workstation;
import dev.gantry.providers.kubeadm.PaperCluster;
import dev.gantry.resources.address.HostName;
import dev.gantry.resources.address.ResourceAddress;
import dev.gantry.resources.diagnostic.Diagnostic;
import dev.gantry.resources.kind.SpecWriter;
import dev.gantry.resources.kinds.encryptionkey.EncryptionKeySpec;
import dev.gantry.resources.value.Value;
import dev.gantry.state.HostIdentity;
import dev.gantry.state.Recorded;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** What is planned, by what is recorded and what the control planes say. */
class EncryptionKeyStepsTest {
  private static final ResourceAddress ADDRESS = new ResourceAddress("EncryptionKey", "main");
  private static final String FILE = "a".repeat(64);
  private static final String HISTORY = "b".repeat(64);

  private final PaperCluster paper =
      new PaperCluster()
          .node("cp-1", "control-plane", 1)
          .node("cp-2", "control-plane", 2)
          .node("w-1", "worker", 3)
          .declared(
              Value.Fields.empty()
                  .with("version", Value.of("1.36.2"))
                  .with(
                      "endpoint",
                      Value.Fields.empty().with("address", Value.of("api.example.org"))));
  private final EncryptionKeyProvider provider =
      new EncryptionKeyProvider(
          new Tools(paper.remotes(), paper::ledger, new Secrets(Workstation.here(Path.of("")))));

  private Optional<Recorded> recorded = Optional.empty();
  private EncryptionKeySpec spec = Specs.spec("aesgcm", "secrets");

  private Subject<EncryptionKeySpec> subject() {
    paper.encrypted(spec);
    return new Subject<>(ADDRESS, spec, recorded, paper.inventory(), paper.inventory());
  }

  /** A control plane that says that its API server works by this file; empty for none at all. */
  private static HostReading host(String file, long seconds) {
    SortedMap<String, HostReading.FileReading> files = new TreeMap<>();
    StringBuilder status = new StringBuilder();
    if (!file.isEmpty()) {
      files.put(
          KeyFile.PATH, new HostReading.FileReading(file, "600", "root:root", 9, Optional.empty()));
      files.put(
          KeyFile.HISTORY,
          new HostReading.FileReading(HISTORY, "600", "root:root", 9, Optional.empty()));
      status.append("path\t").append(KeyFile.PATH).append("\nreload\ttrue\nloaded\t");
      status.append(file).append("\nmode\t600 root:root\nsha256\t").append(file).append('\n');
    }
    SortedMap<String, HostReading.Output> commands = new TreeMap<>();
    commands.put("status", new HostReading.Output(0, status.toString(), ""));
    commands.put("encryption-clock", new HostReading.Output(0, seconds + "\n", ""));
    return new HostReading.Answered(new HostIdentity("m".repeat(32), ""), files, commands);
  }

  private static SortedMap<HostName, HostReading> both(HostReading first, HostReading second) {
    return new TreeMap<>(Map.of(new HostName("cp-1"), first, new HostName("cp-2"), second));
  }

  private static HostReading bare() {
    SortedMap<String, HostReading.Output> commands = new TreeMap<>();
    commands.put("status", new HostReading.Output(44, "", ""));
    return new HostReading.Answered(
        new HostIdentity("m".repeat(32), ""), new TreeMap<>(), commands);
  }

  /** A ring at rest, by which both control planes work. */
  private void recordAtRest() {
    KeyRing.Side side = new KeyRing.Side("key1", List.of("secrets"));
    record(ring(Phase.REMOVED, side, side));
  }

  private static KeyRing ring(Phase phase, KeyRing.Side from, KeyRing.Side to) {
    KeyRing.Key key =
        new KeyRing.Key(
            "aesgcm", new Value.Sealed("v1:MDEy"), "12345678", Instant.ofEpochSecond(1_000_000));
    return new KeyRing(1, phase, from, to, new TreeMap<>(Map.of("key1", key)));
  }

  private void record(KeyRing ring) {
    Value.Fields host =
        Deployed.expected(ring.revision(), Optional.of(new Deployed.Sums(FILE, HISTORY)));
    Value.Fields attributes =
        SpecWriter.write(spec)
            .with(KeyRing.NAME, ring.toValue())
            .with(Deployed.NAME, Value.Fields.empty().with("cp-1", host).with("cp-2", host))
            .with(Rotation.NAME, Value.of(Rotation.NOT_DUE));
    recorded =
        Optional.of(
            new Recorded(
                ADDRESS,
                1,
                attributes,
                new TreeSet<>(),
                new TreeMap<>(),
                List.of(),
                Optional.empty()));
  }

  private Value.Fields before(SortedMap<HostName, HostReading> readings) {
    return ((Observation.Present) provider.observe(subject(), readings)).attributes();
  }

  private Value.Fields after(Observation observed, SortedMap<HostName, HostReading> readings) {
    return provider.expect(subject(), observed, readings).attributes();
  }

  private List<Step> create(SortedMap<HostName, HostReading> readings) {
    Observation.Absent absent = new Observation.Absent(Value.Fields.empty());
    return provider.steps(
        subject(), new Change.Create(ADDRESS, Value.Fields.empty(), after(absent, readings)));
  }

  private List<Step> update(SortedMap<HostName, HostReading> readings) {
    Value.Fields before = before(readings);
    Value.Fields after = after(new Observation.Present(before), readings);
    return provider.steps(subject(), new Change.Update(ADDRESS, before, after, List.of()));
  }

  private static List<String> ids(List<Step> steps) {
    return steps.stream().map(Step::id).toList();
  }

  private static List<String> needs(List<Step> steps, String id) {
    return steps.stream()
        .filter(step -> step.id().equals(id))
        .flatMap(step -> step.needs().stream())
        .map(StepRef::toString)
        .toList();
  }

  @Test
  void aNewClusterHasTheFileBeforeItsApiServersStart() {
    List<Step> steps = create(both(bare(), bare()));
    assertThat(ids(steps))
        .containsExactly(
            "begin",
            "write:cp-1",
            "write:cp-2",
            "added",
            "promote:cp-1",
            "promote:cp-2",
            "promoted",
            "rewrite",
            "verify",
            "remove:cp-1",
            "remove:cp-2",
            "removed");
    assertThat(needs(steps, "begin")).isEmpty();
    assertThat(needs(steps, "write:cp-1")).containsExactly("Node/cp-1:whole");
    assertThat(needs(steps, "added")).containsExactly("ControlPlane/main:whole");
  }

  @Test
  void aClusterThatRunsIsToldOneApiServerAfterAnotherBeforeAnythingIsEncrypted() {
    List<Step> steps = create(both(host("", 0), host("", 0)));
    assertThat(ids(steps))
        .containsSubsequence(
            "begin", "write:cp-2", "configure", "tell:cp-1", "tell:cp-2", "added", "promote:cp-1");
    assertThat(
            after(new Observation.Absent(Value.Fields.empty()), both(host("", 0), host("", 0)))
                .fields(KeyRing.NAME)
                .fields("from")
                .text("writer"))
        .contains("identity");
  }

  @Test
  void keysOfOthersAreNotWrittenOver() {
    assertThat(
            provider
                .expect(
                    subject(),
                    new Observation.Absent(Value.Fields.empty()),
                    both(host(FILE, 0), host("", 0)))
                .diagnostics())
        .extracting(Diagnostic::code)
        .containsExactly("encryption-foreign");
  }

  @Test
  void whatIsAsItWasLeftIsNotChanged() {
    recordAtRest();
    SortedMap<HostName, HostReading> readings = both(host(FILE, 1_000_100), host(FILE, 1_000_100));
    Value.Fields before = before(readings);
    assertThat(after(new Observation.Present(before), readings)).isEqualTo(before);
  }

  @Test
  void aKeyThatIsOldEnoughIsRotatedAndThePlanSaysSinceWhen() {
    recordAtRest();
    long week = 1_000_000 + 168 * 3600;
    SortedMap<HostName, HostReading> readings = both(host(FILE, week), host(FILE, week + 5));
    Value.Fields before = before(readings);
    assertThat(before.text(Rotation.NAME)).contains("due since " + Instant.ofEpochSecond(week));
    Value.Fields after = after(new Observation.Present(before), readings);
    assertThat(after.fields(KeyRing.NAME).fields("to").text("writer")).contains("key2");
    assertThat(ids(update(readings)))
        .containsExactly(
            "begin",
            "write:cp-1",
            "write:cp-2",
            "added",
            "promote:cp-1",
            "promote:cp-2",
            "promoted",
            "rewrite",
            "verify",
            "remove:cp-1",
            "remove:cp-2",
            "removed");
    readings = both(host(FILE, week), host(FILE, week - 1));
    assertThat(before(readings).text(Rotation.NAME)).contains(Rotation.NOT_DUE);
  }

  @Test
  void aFileThatWasChangedByHandIsMendedAndNothingIsRotated() {
    recordAtRest();
    spec = Specs.spec("secretbox", "secrets");
    SortedMap<HostName, HostReading> readings =
        both(host(FILE, 1_000_100), host("c".repeat(64), 1_000_100));
    assertThat(ids(update(readings))).containsExactly("write:cp-2", "loaded");
    assertThat(
            provider
                .expect(subject(), new Observation.Present(before(readings)), readings)
                .diagnostics())
        .extracting(Diagnostic::code)
        .containsExactly("rotation-waits");
  }

  @Test
  void aRotationThatWasCutOffGoesOnFromItsPhase() {
    KeyRing.Side side = new KeyRing.Side("key1", List.of("secrets"));
    SortedMap<HostName, HostReading> readings =
        both(host("c".repeat(64), 1_000_100), host("d".repeat(64), 1_000_100));
    record(ring(Phase.VERIFIED, KeyRing.Side.NOTHING, side));
    assertThat(ids(update(readings)))
        .containsExactly("begin", "write:cp-1", "write:cp-2", "removed");
    record(ring(Phase.REWRITING, KeyRing.Side.NOTHING, side));
    assertThat(ids(update(readings)))
        .containsExactly(
            "begin",
            "write:cp-1",
            "write:cp-2",
            "promoted",
            "rewrite",
            "verify",
            "remove:cp-1",
            "remove:cp-2",
            "removed");
  }

  @Test
  void aControlPlaneThatJoinsHasTheFileFirstAndOneThatLeavesLosesIt() {
    recordAtRest();
    paper.node("cp-3", "control-plane", 4);
    SortedMap<HostName, HostReading> readings = both(host(FILE, 1_000_100), host(FILE, 1_000_100));
    readings.put(new HostName("cp-3"), bare());
    List<Step> steps = update(readings);
    assertThat(ids(steps)).containsExactly("write:cp-3", "configure", "tell:cp-3", "loaded");
    assertThat(needs(steps, "write:cp-3")).containsExactly("Node/cp-3:whole");
    assertThat(needs(steps, "tell:cp-3")).containsExactly("ControlPlane/main:whole");
  }

  @Test
  void removalDecryptsEverythingBeforeAnyApiServerForgetsTheKeys() {
    recordAtRest();
    List<Step> steps =
        provider.steps(
            subject(),
            new Change.Delete(
                ADDRESS, recorded.orElseThrow().attributes(), "it is not in configuration"));
    assertThat(ids(steps))
        .containsExactly(
            "begin",
            "write:cp-1",
            "write:cp-2",
            "added",
            "promote:cp-1",
            "promote:cp-2",
            "promoted",
            "rewrite",
            "verify",
            "configure",
            "untell:cp-1",
            "untell:cp-2",
            "forget:cp-1",
            "forget:cp-2");
  }
}
