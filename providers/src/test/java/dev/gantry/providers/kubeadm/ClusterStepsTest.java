package dev.gantry.providers.kubeadm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gantry.engine.plan.Change;
import dev.gantry.engine.spi.Observation;
import dev.gantry.engine.spi.Step;
import dev.gantry.engine.spi.StepRef;
import dev.gantry.resources.address.HostName;
import dev.gantry.resources.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Which steps a cluster's change has, and what they wait for. */
class ClusterStepsTest {
  static PaperCluster three() {
    return new PaperCluster()
        .node("cp-1", "control-plane", 1)
        .node("cp-2", "control-plane", 2)
        .node("cp-3", "control-plane", 3)
        .node("w-1", "worker", 11)
        .node("w-2", "worker", 12);
  }

  static ControlPlaneProvider provider(PaperCluster paper) {
    return new ControlPlaneProvider(paper.workbench());
  }

  /** The attributes of a cluster that is as it should be. */
  static Value.Fields settled(PaperCluster paper, Value.Fields spec) {
    paper.declared(spec);
    Value.Fields after =
        provider(paper)
            .expect(
                paper.subject(Optional.empty()),
                new Observation.Absent(Value.Fields.empty()),
                new TreeMap<>())
            .attributes();
    SortedMap<String, Value> members = new TreeMap<>();
    Members.names(after)
        .forEach(
            node ->
                members.put(
                    node,
                    Members.of(after, node)
                        .with("files", Value.ofTexts(files(Members.isControlPlane(after, node))))));
    return after
        .with("members", new Value.Fields(members))
        .with("clusterConfiguration", Value.of("a"))
        .with("caHash", Value.of("b"));
  }

  private static Map<String, String> files(boolean controlPlane) {
    Map<String, String> files = new TreeMap<>();
    Paths.files(controlPlane).forEach(path -> files.put(path, "hash of " + path));
    return files;
  }

  static List<Step> update(PaperCluster paper, Value.Fields before, Value.Fields spec) {
    paper.declared(spec);
    Value.Fields after =
        provider(paper)
            .expect(
                paper.subject(Optional.of(before)),
                new Observation.Present(before),
                new TreeMap<>())
            .attributes();
    return provider(paper)
        .steps(
            paper.subject(Optional.of(before)),
            new Change.Update(PaperCluster.ADDRESS, before, after, List.of()));
  }

  static List<String> ids(List<Step> steps) {
    return steps.stream().map(Step::id).toList();
  }

  static List<String> needs(List<Step> steps, String id) {
    return steps.stream()
        .filter(step -> step.id().equals(id))
        .flatMap(step -> step.needs().stream())
        .map(StepRef::toString)
        .toList();
  }

  @Test
  void controlPlanesJoinOneAfterAnotherAndWorkersAsSoonAsThereIsAnApi() {
    PaperCluster paper = three().declared(PaperCluster.spec());
    Value.Fields after = settled(paper, PaperCluster.spec());
    List<Step> steps =
        provider(paper)
            .steps(
                paper.subject(Optional.empty()),
                new Change.Create(PaperCluster.ADDRESS, Value.Fields.empty(), after));
    assertThat(needs(steps, "install:w-1")).containsExactly("Node/w-1:ready");
    assertThat(needs(steps, "join:cp-2")).containsExactly("ControlPlane/main:init:cp-1");
    assertThat(needs(steps, "join:cp-3")).containsExactly("ControlPlane/main:join:cp-2");
    assertThat(needs(steps, "join:w-1")).containsExactly("ControlPlane/main:init:cp-1");
    assertThat(ids(steps)).endsWith("verify");
  }

  @Test
  void anUnchangedClusterHasNoSteps() {
    PaperCluster paper = three();
    Value.Fields before = settled(paper, PaperCluster.spec());
    assertThat(update(paper, before, PaperCluster.spec())).isEmpty();
  }

  @Test
  void aConfigurationThatSomebodyElseEditedIsKeptAnew() {
    PaperCluster paper = three().declared(PaperCluster.spec());
    Value.Fields recorded = settled(paper, PaperCluster.spec());
    Value.Fields now = recorded.with("clusterConfiguration", Value.of("edited"));
    Value.Fields after =
        provider(paper)
            .expect(
                paper.subject(Optional.of(recorded)), new Observation.Present(now), new TreeMap<>())
            .attributes();
    assertThat(
            ids(
                provider(paper)
                    .steps(
                        paper.subject(Optional.of(recorded)),
                        new Change.Update(PaperCluster.ADDRESS, now, after, List.of()))))
        .containsExactly("upload-configuration", "verify");
  }

  @Test
  void aWorkerMoreIsWorkOnItsHostAlone() {
    PaperCluster paper = three();
    Value.Fields before = settled(paper, PaperCluster.spec());
    List<Step> steps = update(paper.node("w-3", "worker", 13), before, PaperCluster.spec());
    assertThat(ids(steps)).containsExactly("install:w-3", "join:w-3", "verify");
    assertThat(steps.stream().flatMap(step -> step.host().stream()))
        .containsOnly(new HostName("w-3"));
  }

  @Test
  void aWorkerLessLeavesByTheApiBeforeItsMachineIsCleaned() {
    PaperCluster paper = three();
    Value.Fields before = settled(paper, PaperCluster.spec());
    Value.Fields spec =
        PaperCluster.spec().with("nodes", Value.ofTexts(List.of("cp-1", "cp-2", "cp-3", "w-1")));
    List<Step> steps = update(paper, before, spec);
    assertThat(ids(steps)).containsExactly("leave:w-2", "reset:w-2", "verify");
    assertThat(needs(steps, "reset:w-2")).containsExactly("ControlPlane/main:leave:w-2");
  }

  @Test
  void aMachineThatNobodyKnowsAnyMoreLeavesByTheApiAlone() {
    PaperCluster paper = three();
    Value.Fields before = settled(paper, PaperCluster.spec());
    assertThat(ids(update(paper.without("cp-3"), before, PaperCluster.spec())))
        .containsExactly("leave:cp-3", "verify");
  }

  @Test
  void aNewControlPlaneJoinsBeforeAnOldOneLeaves() {
    PaperCluster paper = three();
    Value.Fields before = settled(paper, PaperCluster.spec());
    paper.node("cp-4", "control-plane", 4);
    Value.Fields spec =
        PaperCluster.spec()
            .with("nodes", Value.ofTexts(List.of("cp-4", "cp-2", "cp-3", "w-1", "w-2")));
    List<Step> steps = update(paper, before, spec);
    assertThat(ids(steps))
        .containsExactly("install:cp-4", "join:cp-4", "leave:cp-1", "reset:cp-1", "verify");
    assertThat(needs(steps, "leave:cp-1")).containsExactly("ControlPlane/main:join:cp-4");
  }

  @Test
  void aFlagIsKeptInTheClusterAndThenRolledOneByOne() {
    PaperCluster paper = three();
    Value.Fields before = settled(paper, PaperCluster.spec());
    List<Step> steps =
        update(
            paper,
            before,
            PaperCluster.spec()
                .with("apiServerExtraArgs", Value.ofTexts(Map.of("audit-log-maxage", "30"))));
    List<String> chain =
        List.of("upload-configuration", "reconfigure:cp-1", "reconfigure:cp-2", "reconfigure:cp-3");
    List<String> expected = new ArrayList<>(chain);
    expected.add("verify");
    assertThat(ids(steps)).containsExactlyElementsOf(expected);
    for (int i = 1; i < chain.size(); i++) {
      assertThat(needs(steps, chain.get(i)))
          .containsExactly("ControlPlane/main:" + chain.get(i - 1));
    }
  }

  @Test
  void aLabelTouchesNoMachine() {
    PaperCluster paper = three();
    Value.Fields before = settled(paper, PaperCluster.spec());
    paper.node(
        "w-1",
        Value.Fields.empty()
            .with("address", Value.of("10.0.0.11"))
            .with("labels", Value.ofTexts(Map.of("disk", "ssd"))));
    List<Step> steps = update(paper, before, PaperCluster.spec());
    assertThat(ids(steps)).containsExactly("label:w-1", "verify");
    assertThat(steps).allSatisfy(step -> assertThat(step.host()).isEmpty());
  }

  @Test
  void anUpgradeTakesOneWorkerFirstAndThenBatches() {
    PaperCluster paper = three().node("w-3", "worker", 13);
    Value.Fields many = Value.Fields.empty().with("maxUnavailable", Value.of(2));
    Value.Fields before = settled(paper, PaperCluster.spec().with("upgrade", many));
    List<Step> steps =
        update(
            paper,
            before,
            PaperCluster.spec().with("version", Value.of("1.36.3")).with("upgrade", many));
    assertThat(ids(steps))
        .containsExactly(
            "snapshot",
            "upgrade:cp-1",
            "upgrade:cp-2",
            "upgrade:cp-3",
            "upload-configuration",
            "reconfigure:cp-1",
            "reconfigure:cp-2",
            "reconfigure:cp-3",
            "upgrade:w-1",
            "upgrade:w-2",
            "upgrade:w-3",
            "verify");
    assertThat(needs(steps, "upgrade:w-1")).containsExactly("ControlPlane/main:reconfigure:cp-3");
    assertThat(needs(steps, "upgrade:w-2")).containsExactly("ControlPlane/main:upgrade:w-1");
    assertThat(needs(steps, "upgrade:w-3")).containsExactly("ControlPlane/main:upgrade:w-1");
  }

  @Test
  void aHandEditIsRepairedOnItsHostAlone() {
    PaperCluster paper = three();
    Value.Fields recorded = settled(paper, PaperCluster.spec());
    Value.Fields member = Members.of(recorded, "cp-2");
    Value.Fields edited =
        member.with(
            "files",
            member.fields("files").with(Paths.manifest("kube-scheduler"), Value.of("other")));
    Value.Fields seen = recorded.with("members", recorded.fields("members").with("cp-2", edited));
    Value.Fields after =
        provider(paper)
            .expect(
                paper.subject(Optional.of(recorded)),
                new Observation.Present(seen),
                new TreeMap<>())
            .attributes();
    assertThat(
            ids(
                provider(paper)
                    .steps(
                        paper.subject(Optional.of(recorded)),
                        new Change.Update(PaperCluster.ADDRESS, seen, after, List.of()))))
        .containsExactly("reconfigure:cp-2", "verify");
  }

  @Test
  void certificatesThatAreDueAreRenewedOneControlPlaneAtATime() {
    PaperCluster paper = three();
    Value.Fields before = settled(paper, PaperCluster.spec());
    Value.Fields due =
        before.with(
            "renewal", Value.ofTexts(Map.of("cp-1", "due", "cp-2", "due", "cp-3", "not due")));
    List<Step> steps = update(paper, due, PaperCluster.spec());
    assertThat(ids(steps)).containsExactly("renew:cp-1", "renew:cp-2", "verify");
    assertThat(needs(steps, "renew:cp-2")).containsExactly("ControlPlane/main:renew:cp-1");
  }
}
