package dev.gantry.engine.planner;

import static dev.gantry.engine.memory.Things.address;
import static dev.gantry.engine.memory.Things.thing;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gantry.engine.memory.Fleet;
import dev.gantry.engine.memory.MemorySession;
import dev.gantry.engine.memory.MemoryWorld;
import dev.gantry.engine.plan.AttributeDiff;
import dev.gantry.engine.plan.Change;
import dev.gantry.engine.plan.Plan;
import dev.gantry.resources.address.HostName;
import dev.gantry.resources.address.ResourceAddress;
import dev.gantry.resources.diagnostic.Diagnostic;
import dev.gantry.resources.diagnostic.DiagnosticException;
import dev.gantry.resources.value.AttributePath;
import dev.gantry.resources.value.Value;
import dev.gantry.state.Recorded;
import dev.gantry.state.State;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

final class PlannerTest {
  private static final HostName H1 = new HostName("h1");
  private static final HostName H2 = new HostName("h2");

  private final Fleet fleet = new Fleet(new MemoryWorld());

  @Test
  void absentMeansCreate() {
    fleet.with(thing("a", "h1"));
    assertThat(Fleet.actions(fleet.plan())).containsExactly("create Thing/a");
  }

  @Test
  void presentAndAsDesiredButNotRecordedMeansAdopt() {
    fleet.with(thing("a", "h1")).apply();
    fleet.state(MemorySession.emptyState());
    int writes = fleet.world().writes();
    assertThat(Fleet.actions(fleet.plan())).containsExactly("adopt Thing/a");
    assertThat(fleet.apply().succeeded()).isTrue();
    assertThat(fleet.world().writes()).isEqualTo(writes);
    assertThat(Fleet.actions(fleet.plan())).isEmpty();
  }

  @Test
  void presentAndDifferentButNotRecordedMeansUpdate() {
    fleet.with(thing("a", "h1")).apply();
    fleet.state(MemorySession.emptyState());
    fleet.with(thing("a", "h1").set("x", "1"));
    assertThat(Fleet.actions(fleet.plan())).containsExactly("update Thing/a");
  }

  @Test
  void anUpdateSaysWhatDiffersAndNothingElse() {
    fleet.with(thing("a", "h1").set("x", "1").set("y", "1")).apply();
    fleet.with(thing("a", "h1").set("x", "2").set("y", "1"));
    assertThat(fleet.plan().changes()).hasSize(1);
    assertThat(fleet.plan().changes().getFirst())
        .isInstanceOfSatisfying(
            Change.Update.class,
            update -> assertThat(paths(update.diffs())).containsExactly("settings.x"));
  }

  @Test
  void aFieldThatCannotChangeInPlaceMeansReplaceAndSaysWhy() {
    fleet.with(thing("a", "h1")).apply();
    fleet.with(thing("a", "h1").zone("b"));
    assertThat(fleet.plan().changes().getFirst())
        .isInstanceOfSatisfying(
            Change.Replace.class,
            replace ->
                assertThat(replace.because())
                    .containsEntry(AttributePath.of("zone"), "a thing cannot move"));
    assertThat(fleet.apply().succeeded()).isTrue();
    assertThat(Fleet.actions(fleet.plan())).isEmpty();
  }

  @Test
  void whoRefersToAReplacedThingWaitsForItsNewId() {
    fleet.with(thing("a", "h1"), thing("b", "h2").upstream("a")).apply();
    fleet.with(thing("a", "h1").zone("b"));
    assertThat(Fleet.actions(fleet.plan())).containsExactly("replace Thing/a", "update Thing/b");
    assertThat(fleet.apply().succeeded()).isTrue();
    assertThat(fleet.world().file(H2, "b").flatMap(file -> file.text("upstream")))
        .isEqualTo(fleet.world().file(H1, "a").flatMap(file -> file.text("id")));
    assertThat(Fleet.actions(fleet.plan())).isEmpty();
  }

  @Test
  void aRequestedReplacementReplaces() {
    fleet.with(thing("a", "h1")).apply();
    Plan plan = fleet.plan(PlanOptions.normal().replacing(Set.of(address("a"))));
    assertThat(Fleet.actions(plan)).containsExactly("replace Thing/a");
  }

  @Test
  void unknownBlocksItselfAndWhatWouldChangeAfterIt() {
    fleet.with(thing("a", "h1"), thing("b", "h2").after("a"), thing("c", "h2").after("b")).apply();
    fleet.with(thing("c", "h2").after("b").set("x", "1"), thing("d", "h2").after("a"));
    fleet.world().reachable(H1, false);
    Plan plan = fleet.plan();
    assertThat(plan.blocked())
        .extracting(Plan.Blocked::address)
        .containsExactly(address("a"), address("d"));
    assertThat(plan.blocked().get(1).reason().summary()).isEqualTo("Thing/d waits for Thing/a");
    assertThat(Fleet.actions(plan)).containsExactly("update Thing/c");
    assertThat(plan.drift()).isEmpty();
  }

  @Test
  void aChangeByHandIsDriftAndIsRepaired() {
    fleet.with(thing("a", "h1").set("x", "1")).apply();
    Value.Fields file = fleet.world().file(H1, "a").orElseThrow();
    fleet.world().edit(H1, "a", file.with("settings", Value.Fields.empty()));
    Plan plan = fleet.plan();
    assertThat(plan.drift()).hasSize(1);
    assertThat(paths(plan.drift().getFirst().diffs())).containsExactly("settings.x");
    assertThat(Fleet.actions(plan)).containsExactly("update Thing/a");
    fleet.apply(plan);
    assertThat(fleet.plan().drift()).isEmpty();
    assertThat(fleet.world().file(H1, "a")).contains(file);
  }

  @Test
  void aChangeByHandToWhatIsDesiredNowIsRecordedAndNoDrift() {
    fleet.with(thing("a", "h1").set("x", "1")).apply();
    Value.Fields file = fleet.world().file(H1, "a").orElseThrow();
    fleet.world().edit(H1, "a", file.with("settings", Value.ofTexts(Map.of("x", "2"))));
    fleet.with(thing("a", "h1").set("x", "2"));
    Plan plan = fleet.plan();
    assertThat(plan.drift()).isEmpty();
    assertThat(Fleet.actions(plan)).containsExactly("adopt Thing/a");
  }

  @Test
  void whatIsGoneIsDriftAndIsMadeAgain() {
    fleet.with(thing("a", "h1")).apply();
    fleet.world().lose(H1, "a");
    assertThat(fleet.plan().drift()).extracting(Plan.Drift::gone).containsExactly(true);
    assertThat(Fleet.actions(fleet.plan())).containsExactly("create Thing/a");
  }

  @Test
  void everyHostIsReadOnce() {
    fleet.with(thing("a", "h1"), thing("b", "h1"), thing("c", "h2")).plan();
    assertThat(fleet.world().reads()).containsExactlyInAnyOrder(H1, H2);
  }

  @Test
  void withoutRefreshOnlyWhatIsNewOrChangedIsRead() {
    fleet.with(thing("a", "h1"), thing("b", "h2").upstream("a")).apply();
    fleet.with(thing("c", "h2"));
    int reads = fleet.world().reads().size();
    Plan plan = fleet.plan(PlanOptions.normal().withoutRefresh());
    assertThat(Fleet.actions(plan)).containsExactly("create Thing/c");
    assertThat(fleet.world().reads().subList(reads, fleet.world().reads().size()))
        .containsExactly(H2);
    assertThat(fleet.apply(plan).succeeded()).isTrue();
  }

  @Test
  void refreshOnlyRecordsWhatIsThere() {
    fleet.with(thing("a", "h1").set("x", "1"), thing("b", "h1"), thing("c", "h1")).apply();
    Value.Fields file = fleet.world().file(H1, "a").orElseThrow();
    fleet.world().edit(H1, "a", file.with("settings", Value.Fields.empty()));
    fleet.world().lose(H1, "b");
    Plan plan = fleet.plan(PlanOptions.of(Plan.Mode.REFRESH_ONLY));
    assertThat(Fleet.actions(plan)).containsExactly("adopt Thing/a", "forget Thing/b");
    int writes = fleet.world().writes();
    assertThat(fleet.apply(plan).succeeded()).isTrue();
    assertThat(fleet.world().writes()).isEqualTo(writes);
    assertThat(Fleet.actions(fleet.plan())).containsExactly("update Thing/a", "create Thing/b");
    assertThat(fleet.plan().drift()).isEmpty();
  }

  @Test
  void targetsBringWhatTheyNeed() {
    fleet.with(thing("a", "h1"), thing("b", "h1").after("a"), thing("c", "h1").after("b"));
    Plan plan = fleet.plan(PlanOptions.normal().targeting(Set.of(address("b"))));
    assertThat(Fleet.actions(plan)).containsExactly("create Thing/a", "create Thing/b");
    assertThat(plan.diagnostics()).extracting(Diagnostic::code).containsExactly("partial-plan");
  }

  @Test
  void excludedThingsKeepTheirDependantsOut() {
    fleet.with(thing("a", "h1"), thing("b", "h1").after("a"), thing("c", "h1"));
    Plan plan = fleet.plan(PlanOptions.normal().excluding(Set.of(address("a"))));
    assertThat(Fleet.actions(plan)).containsExactly("create Thing/c");
  }

  @Test
  void anUnknownTargetIsRefused() {
    assertThatThrownBy(() -> fleet.plan(PlanOptions.normal().targeting(Set.of(address("x")))))
        .isInstanceOf(DiagnosticException.class)
        .hasMessageContaining("Thing/x");
  }

  @Test
  void anExchangedMachineIsToldAndSetUp() {
    fleet.with(thing("a", "h1")).apply();
    fleet.world().exchange(H1);
    Plan plan = fleet.plan();
    assertThat(plan.diagnostics()).extracting(told -> told.code()).containsExactly("host-replaced");
    assertThat(Fleet.actions(plan)).containsExactly("create Thing/a");
    fleet.apply(plan);
    assertThat(fleet.plan().diagnostics()).isEmpty();
  }

  @Test
  void theSameInputGivesTheSamePlan() {
    fleet.with(thing("a", "h1"), thing("b", "h2").upstream("a"));
    assertThat(fleet.plan()).isEqualTo(fleet.plan());
  }

  @Test
  void aNewerStateOfAnotherKindIsBlockedNotLost() {
    fleet.with(thing("a", "h1")).apply();
    State state = fleet.state();
    var alien =
        new Recorded(
            new ResourceAddress("Alien", "x"),
            1,
            Value.Fields.empty(),
            new TreeSet<>(),
            new TreeMap<>(),
            List.of(),
            Optional.empty());
    fleet.state(state.with(alien));
    Plan plan = fleet.plan();
    assertThat(plan.blocked())
        .extracting(blocked -> blocked.reason().code())
        .containsExactly("unknown-kind");
    assertThat(Fleet.actions(plan)).isEmpty();
  }

  private static List<String> paths(List<AttributeDiff> diffs) {
    return diffs.stream().map(diff -> diff.path().toString()).toList();
  }
}
