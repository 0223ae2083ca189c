package dev.gantry.providers.vip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gantry.engine.plan.Change;
import dev.gantry.engine.probe.HostReading;
import dev.gantry.engine.spi.Expectation;
import dev.gantry.engine.spi.Observation;
import dev.gantry.engine.spi.Step;
import dev.gantry.engine.spi.StepException;
import dev.gantry.engine.spi.Subject;
import dev.gantry.providers.host.ScriptedRemote;
import dev.gantry.resources.address.HostName;
import dev.gantry.resources.diagnostic.Diagnostic;
import dev.gantry.resources.kinds.vip.VipKind;
import dev.gantry.resources.kinds.vip.VipSpec;
import dev.gantry.resources.value.AttributePath;
import dev.gantry.resources.value.Value;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

final class VipProviderTest {
  private final Fleet fleet = Fleet.ofThree();

  @Test
  void bareMachinesMeanAbsentAndCreateTouchesEveryMember() throws Exception {
    Value.Fields spec = fleet.spec("cp-1", "cp-2", "cp-3");
    Subject<VipSpec> subject = fleet.subject(spec, Optional.empty());
    assertThat(observe(subject)).isInstanceOf(Observation.Absent.class);
    assertThat(steps(subject, create(subject)))
        .extracting(Step::id)
        .containsExactly(
            "check-segment:cp-1",
            "install-packages:cp-1",
            "install-packages:cp-2",
            "install-packages:cp-3",
            "configure:cp-1",
            "configure:cp-2",
            "configure:cp-3",
            "verify");
    assertThat(inTurn(steps(subject, create(subject))))
        .containsExactly("check-segment:cp-1", "verify");
  }

  private static List<String> inTurn(List<Step> steps) {
    return steps.stream().filter(step -> step.order() == Step.Order.IN_TURN).map(Step::id).toList();
  }

  @Test
  void afterTheStepsTheMachinesAreAsExpected() throws Exception {
    long seed = 20261123;
    System.getLogger("test").log(System.Logger.Level.INFO, "seed " + seed);
    Random random = new Random(seed);
    for (int run = 0; run < 20; run++) {
      Fleet each = Fleet.ofThree();
      Value.Fields first = randomSpec(each, random);
      Value.Fields state = apply(each, first, Optional.empty());
      Value.Fields second = randomSpec(each, random);
      state = apply(each, second, Optional.of(state));
      Subject<VipSpec> subject = each.subject(second, Optional.of(state));
      assertThat(expect(each, subject).attributes())
          .as("run " + run)
          .isEqualTo(observed(each, subject));
    }
  }

  private static Value.Fields randomSpec(Fleet fleet, Random random) {
    List<String> names = new ArrayList<>(List.of("cp-1", "cp-2", "cp-3"));
    Collections.shuffle(names.subList(1, 3), random);
    Value.Fields vrrp = Value.Fields.empty().with("routerId", Value.of(1 + random.nextInt(255)));
    if (random.nextBoolean()) {
      vrrp =
          vrrp.with("version", Value.of(2))
              .with("advertInterval", Value.of("1s"))
              .with("password", Value.Fields.empty().with("env", Value.of("X")));
    }
    if (random.nextBoolean()) {
      vrrp = vrrp.with("transport", Value.of("multicast"));
    }
    return fleet
        .spec(names.subList(0, 1 + random.nextInt(3)).toArray(String[]::new))
        .with("vrrp", vrrp);
  }

  @Test
  void aMemberThatIsSilentIsTakenAsItWasRecorded() throws Exception {
    Value.Fields state = created();
    fleet.silent.add("cp-2");
    Subject<VipSpec> subject =
        fleet.subject(fleet.spec("cp-1", "cp-2", "cp-3"), Optional.of(state));
    assertThat(observe(subject))
        .isInstanceOfSatisfying(
            Observation.Present.class,
            present ->
                assertThat(present.attributes().fields("hosts").find("cp-2"))
                    .isEqualTo(state.fields("hosts").find("cp-2"))
                    .isPresent());
  }

  @Test
  void aSilentMemberOfWhichTheStateKnowsNothingMakesTheWholeUnknown() {
    fleet.silent.add("cp-2");
    Subject<VipSpec> subject = fleet.subject(fleet.spec("cp-1", "cp-2"), Optional.empty());
    assertThat(observe(subject))
        .isInstanceOfSatisfying(
            Observation.Unknown.class,
            unknown -> assertThat(unknown.reason().summary()).contains("cp-2"));
  }

  @Test
  void aMemberThatLeftIsGivenBackAndTheOthersAreReloaded() throws Exception {
    Value.Fields state = created();
    Value.Fields spec = fleet.spec("cp-1", "cp-2");
    Subject<VipSpec> subject = fleet.subject(spec, Optional.of(state));
    List<Step> steps = steps(subject, update(subject));
    assertThat(steps)
        .extracting(Step::id)
        .containsExactly(
            "install-packages:cp-1",
            "install-packages:cp-2",
            "configure:cp-1",
            "configure:cp-2",
            "remove:cp-3",
            "verify");
    assertThat(inTurn(steps)).containsExactly("configure:cp-1", "configure:cp-2", "verify");
    fleet.run(steps, expect(fleet, subject).attributes());
    assertThat(fleet.ledger("cp-3").isEmpty()).isTrue();
    assertThat(fleet.ledger("cp-3").disk()).isEmpty();
    assertThat(fleet.ledger("cp-3").installed()).isEmpty();
    assertThat(fleet.remote("cp-1").lines())
        .noneMatch(line -> line.startsWith("systemctl restart"));
  }

  @Test
  void aFileChangedByHandIsRepairedOnItsHostOnly() throws Exception {
    Value.Fields state = created();
    fleet.ledger("cp-2").having(VipFiles.HAPROXY, "by hand");
    int before = fleet.ledger("cp-1").changes().size();
    Subject<VipSpec> subject =
        fleet.subject(fleet.spec("cp-1", "cp-2", "cp-3"), Optional.of(state));
    List<Step> steps = steps(subject, update(subject));
    assertThat(steps)
        .extracting(Step::id)
        .containsExactly("install-packages:cp-2", "configure:cp-2", "verify");
    fleet.run(steps, expect(fleet, subject).attributes());
    assertThat(observed(fleet, subject)).isEqualTo(expect(fleet, subject).attributes());
    assertThat(fleet.ledger("cp-1").changes()).hasSize(before);
  }

  @Test
  void aRunCutOffBeforeTheReloadIsSeen() throws Exception {
    Value.Fields state = created();
    fleet.ledger("cp-1").having(VipFiles.LOADED, "loading\n");
    Subject<VipSpec> subject =
        fleet.subject(fleet.spec("cp-1", "cp-2", "cp-3"), Optional.of(state));
    assertThat(steps(subject, update(subject)))
        .extracting(Step::id)
        .containsExactly("install-packages:cp-1", "configure:cp-1", "verify");
  }

  @Test
  void destroyLeavesNothing() throws Exception {
    fleet.ledger("cp-1").having(VipFiles.HAPROXY, "mine").havingPackage("haproxy");
    Value.Fields state = created();
    Subject<VipSpec> subject =
        fleet.subject(fleet.spec("cp-1", "cp-2", "cp-3"), Optional.of(state));
    fleet.run(steps(subject, new Change.Delete(Fleet.ADDRESS, state, "destroy")), state);
    assertThat(fleet.ledger("cp-1").disk()).containsOnly(Map.entry(VipFiles.HAPROXY, "mine"));
    assertThat(fleet.ledger("cp-1").installed()).containsExactly("haproxy");
    assertThat(fleet.ledger("cp-2").disk()).isEmpty();
    assertThat(fleet.ledger("cp-2").isEmpty()).isTrue();
    assertThat(observe(subject)).isInstanceOf(Observation.Absent.class);
  }

  @Test
  void whatIsThereButNotRecordedIsAdopted() throws Exception {
    created();
    Subject<VipSpec> subject = fleet.subject(fleet.spec("cp-1", "cp-2", "cp-3"), Optional.empty());
    assertThat(observed(fleet, subject)).isEqualTo(expect(fleet, subject).attributes());
  }

  @Test
  void aRouterIdThatSomebodyElseUsesStopsBeforeTheFirstWrite() {
    fleet.remotes.put(
        "cp-1",
        ScriptedRemote.on("cp-1")
            .when(ScriptedRemote.has("224,0,0,18"))
            .prints("advert 10.0.0.77\n")
            .elseSucceed());
    Subject<VipSpec> subject = fleet.subject(fleet.spec("cp-1", "cp-2", "cp-3"), Optional.empty());
    assertThatThrownBy(
            () -> fleet.run(steps(subject, create(subject)), expect(fleet, subject).attributes()))
        .isInstanceOfSatisfying(
            StepException.class,
            failure -> assertThat(failure.diagnostic().code()).isEqualTo("vrrp-router-id-taken"))
        .hasMessageContaining("10.0.0.77");
    assertThat(fleet.ledger("cp-1").changes()).isEmpty();
    assertThat(fleet.remote("cp-1").puts()).isEmpty();
  }

  @Test
  void anAddressOutsideTheSubnetOrOfAHostBlocksThePlan() {
    Fleet far = new Fleet("10.9.0.100", Map.of("cp-1", "10.0.0.1"));
    assertThat(codes(far, far.spec("cp-1"))).containsExactly("vip-outside-subnet");
    Fleet own = new Fleet("10.0.0.255", Map.of("cp-1", "10.0.0.1"));
    own.ledger("cp-1").having(VipFiles.HAPROXY, "mine");
    assertThat(codes(own, own.spec("cp-1"))).containsExactly("vip-replaces-configuration");
    assertThat(codes(own, own.spec("cp-1").with("networkInterface", Value.of("eth9"))))
        .contains("vip-outside-subnet");
  }

  @Test
  void thePasswordIsNeitherInAnAttributeNorGuessableFromOne() throws Exception {
    fleet.password = "pa55w0rd";
    Value.Fields vrrp =
        Value.Fields.empty()
            .with("version", Value.of(2))
            .with("advertInterval", Value.of("1s"))
            .with("password", Value.Fields.empty().with("env", Value.of("X")));
    Value.Fields spec = fleet.spec("cp-1", "cp-2").with("vrrp", vrrp);
    Value.Fields state = apply(fleet, spec, Optional.empty());
    assertThat(state.toString()).doesNotContain("pa55w0rd");
    assertThat(fleet.ledger("cp-1").disk().get(VipFiles.PASSWORD)).contains("pa55w0rd");
    assertThat(fleet.ledger("cp-1").disk().get(VipFiles.KEEPALIVED)).doesNotContain("pa55w0rd");
    assertThat(state.fields("passwordFingerprints").text("cp-1"))
        .isPresent()
        .isNotEqualTo(state.fields("passwordFingerprints").text("cp-2"));
    Subject<VipSpec> subject = fleet.subject(spec, Optional.of(state));
    assertThat(observed(fleet, subject)).isEqualTo(expect(fleet, subject).attributes());
    fleet.password = "other";
    assertThat(steps(subject, update(subject))).extracting(Step::id).contains("configure:cp-1");
    fleet.password = "much too long";
    assertThat(expect(fleet, subject).diagnostics())
        .extracting(Diagnostic::code)
        .containsExactly("vrrp-password");
  }

  @Test
  void aBalancerOfOnesOwnIsLookedAtOnly() throws Exception {
    Value.Fields spec = fleet.spec("cp-1").with("mode", Value.of("external"));
    Subject<VipSpec> subject = fleet.subject(spec, Optional.empty());
    var request = fleet.provider().probe(subject).get(new HostName("cp-1"));
    assertThat(request).isNotNull();
    SortedMap<HostName, HostReading> readings = fleet.readings(subject);
    var answered =
        (HostReading.Answered) Objects.requireNonNull(readings.get(new HostName("cp-1")));
    var commands = new TreeMap<>(answered.commands());
    commands.put(
        VipProbe.reach("main"),
        new HostReading.Output(0, "6443 open\n11780 closed\n11781 open\n", ""));
    readings.put(
        new HostName("cp-1"),
        new HostReading.Answered(answered.identity(), answered.files(), commands));
    Observation observation = fleet.provider().observe(subject, readings);
    assertThat(observation).isInstanceOf(Observation.Absent.class);
    Expectation expectation = fleet.provider().expect(subject, observation, readings);
    assertThat(expectation.diagnostics())
        .singleElement()
        .satisfies(warning -> assertThat(warning.isError()).isFalse())
        .satisfies(warning -> assertThat(warning.summary()).endsWith("port 11780"));
    assertThat(AttributePath.of("reachable", "cp-1", "6443").in(expectation.attributes()))
        .contains(Value.of(true));
    assertThat(
            steps(
                subject,
                new Change.Create(Fleet.ADDRESS, Value.Fields.empty(), expectation.attributes())))
        .isEmpty();
  }

  private Value.Fields created() throws Exception {
    return apply(fleet, fleet.spec("cp-1", "cp-2", "cp-3"), Optional.empty());
  }

  /** Plans, runs and settles one change; the state afterwards. */
  private static Value.Fields apply(Fleet fleet, Value.Fields spec, Optional<Value.Fields> state)
      throws Exception {
    Subject<VipSpec> subject = fleet.subject(spec, state);
    Value.Fields after = expect(fleet, subject).attributes();
    Observation observation = fleet.provider().observe(subject, fleet.readings(subject));
    Change change =
        observation instanceof Observation.Present(Value.Fields before)
            ? new Change.Update(Fleet.ADDRESS, before, after, List.of())
            : new Change.Create(Fleet.ADDRESS, Value.Fields.empty(), after);
    fleet.run(fleet.provider().steps(subject, change), after);
    return observed(fleet, fleet.subject(spec, Optional.of(after)));
  }

  private Change create(Subject<VipSpec> subject) {
    return new Change.Create(
        Fleet.ADDRESS, Value.Fields.empty(), expect(fleet, subject).attributes());
  }

  private Change update(Subject<VipSpec> subject) {
    Observation observation = observe(subject);
    return new Change.Update(
        Fleet.ADDRESS,
        ((Observation.Present) observation).attributes(),
        expect(fleet, subject).attributes(),
        List.of());
  }

  private List<Step> steps(Subject<VipSpec> subject, Change change) {
    return fleet.provider().steps(subject, change);
  }

  private Observation observe(Subject<VipSpec> subject) {
    return fleet.provider().observe(subject, fleet.readings(subject));
  }

  private static Expectation expect(Fleet fleet, Subject<VipSpec> subject) {
    var readings = fleet.readings(subject);
    return fleet.provider().expect(subject, fleet.provider().observe(subject, readings), readings);
  }

  private static Value.Fields observed(Fleet fleet, Subject<VipSpec> subject) {
    Observation observation = fleet.provider().observe(subject, fleet.readings(subject));
    assertThat(observation).isInstanceOf(Observation.Present.class);
    assertThat(VipKind.KIND.informational()).contains("holder");
    return ((Observation.Present) observation).attributes();
  }

  private static List<String> codes(Fleet fleet, Value.Fields spec) {
    return expect(fleet, fleet.subject(spec, Optional.empty())).diagnostics().stream()
        .map(Diagnostic::code)
        .toList();
  }
}
