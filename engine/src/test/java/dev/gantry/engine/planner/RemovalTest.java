package dev.gantry.engine.planner;

import static dev.gantry.engine.memory.Things.address;
import static dev.gantry.engine.memory.Things.thing;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gantry.engine.memory.Fleet;
import dev.gantry.engine.memory.MemoryWorld;
import dev.gantry.engine.plan.Operation;
import dev.gantry.engine.plan.Plan;
import dev.gantry.resources.address.HostName;
import java.util.List;
import org.junit.jupiter.api.Test;

/** When things are removed, and when not. */
final class RemovalTest {
  private static final HostName H1 = new HostName("h1");
  private static final HostName H2 = new HostName("h2");

  private final Fleet fleet = new Fleet(new MemoryWorld());

  @Test
  void whatIsNoLongerConfiguredIsDeletedWhenItIsThere() {
    fleet.with(thing("a", "h1"), thing("b", "h2").after("a"), thing("c", "h2")).apply();
    fleet.without("a").without("b").without("c");
    fleet.world().lose(H2, "c");
    Plan plan = fleet.plan();
    assertThat(Fleet.actions(plan))
        .containsExactly("delete Thing/a", "delete Thing/b", "forget Thing/c");
    assertThat(endings(plan).indexOf("delete Thing/b"))
        .isLessThan(endings(plan).indexOf("delete Thing/a"));
    fleet.apply(plan);
    assertThat(fleet.state().resources()).isEmpty();
    assertThat(fleet.world().files()).isEmpty();
  }

  @Test
  void whatIsNoLongerConfiguredIsKeptWhileItCannotBeSeen() {
    fleet.with(thing("a", "h1"), thing("b", "h2").after("a")).apply();
    fleet.without("a").without("b");
    fleet.world().reachable(H2, false);
    Plan plan = fleet.plan();
    assertThat(plan.changes()).isEmpty();
    assertThat(plan.blocked())
        .extracting(Plan.Blocked::address)
        .containsExactly(address("a"), address("b"));
  }

  @Test
  void aThingIsDeletedAfterItsLastUserLetGoOfIt() {
    fleet.with(thing("a", "h1"), thing("b", "h2").upstream("a")).apply();
    fleet.with(thing("b", "h2")).without("a");
    Plan plan = fleet.plan();
    assertThat(endings(plan)).containsExactly("update Thing/b", "delete Thing/a");
    assertThat(operations(plan, "delete Thing/a").getFirst().waitsFor()).isNotEmpty();
  }

  @Test
  void aReplacementWaitsForDeletionsOfWhatStoodOnIt() {
    fleet.with(thing("a", "h1"), thing("b", "h2").upstream("a")).apply();
    fleet.with(thing("a", "h1").zone("b")).without("b");
    assertThat(endings(fleet.plan())).containsExactly("delete Thing/b", "replace Thing/a");
  }

  @Test
  void protectedThingsAreNeitherDestroyedNorReplaced() {
    fleet.with(thing("a", "h1").protect(), thing("b", "h1").protect()).apply();
    fleet.without("a").with(thing("b", "h1").protect().zone("b"));
    Plan plan = fleet.plan();
    assertThat(plan.changes()).isEmpty();
    assertThat(plan.blocked())
        .extracting(blocked -> blocked.reason().code())
        .containsExactly("prevent-destroy", "prevent-destroy");
  }

  @Test
  void destroyRemovesDependantsFirst() {
    fleet.with(thing("a", "h1"), thing("b", "h2").upstream("a")).apply();
    Plan plan = fleet.plan(PlanOptions.of(Plan.Mode.DESTROY));
    assertThat(endings(plan)).containsExactly("delete Thing/b", "delete Thing/a");
    assertThat(fleet.apply(plan).succeeded()).isTrue();
    assertThat(fleet.world().files()).isEmpty();
    assertThat(fleet.state().resources()).isEmpty();
  }

  @Test
  void nothingIsRemovedFromAMachineThatIsNotTheRecordedOne() {
    fleet.with(thing("a", "h1")).apply();
    fleet.world().rename(H1);
    fleet.without("a");
    Plan plan = fleet.plan();
    assertThat(plan.changes()).isEmpty();
    assertThat(plan.blocked())
        .extracting(blocked -> blocked.reason().code())
        .containsExactly("host-replaced");
  }

  private static List<String> endings(Plan plan) {
    return plan.graph().operations().stream()
        .filter(operation -> operation.step().isEmpty())
        .map(operation -> operation.action() + " " + operation.address())
        .toList();
  }

  private static List<Operation> operations(Plan plan, String what) {
    return plan.graph().operations().stream()
        .filter(operation -> (operation.action() + " " + operation.address()).equals(what))
        .toList();
  }
}
