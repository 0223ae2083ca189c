package dev.gantry.engine.planner;

import static dev.gantry.engine.memory.Things.thing;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gantry.engine.memory.Fleet;
import dev.gantry.engine.memory.MemoryWorld;
import dev.gantry.engine.plan.Operation;
import dev.gantry.engine.plan.Plan;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class GraphCompilerTest {
  private final Fleet fleet = new Fleet(new MemoryWorld());

  @Test
  void aMilestoneReplacesTheWaitForTheWhole() {
    fleet.with(thing("a", "h1"), thing("b", "h2").afterStep("a", "write"));
    Plan plan = fleet.plan();
    List<Operation> steps = operations(plan, "create Thing/b");
    assertThat(steps.get(0).waitsFor()).isEmpty();
    assertThat(steps.get(1).waitsFor().stream().map(plan.graph().operations()::get))
        .extracting(operation -> operation.address() + ":" + operation.step().orElse("end"))
        .containsExactlyInAnyOrder("Thing/a:write", "Thing/b:write");
  }

  @Test
  void aMissingMilestoneMeansTheWholeChange() {
    fleet.with(thing("a", "h1"), thing("b", "h2").afterStep("a", "remove"));
    Plan plan = fleet.plan();
    assertThat(
            operations(plan, "create Thing/b").get(1).waitsFor().stream()
                .map(plan.graph().operations()::get))
        .extracting(operation -> operation.address() + ":" + operation.step().orElse("end"))
        .containsExactlyInAnyOrder("Thing/a:end", "Thing/b:write");
  }

  @Test
  void hostsOfOneChangeAreChainsBetweenStepsInTurn() {
    fleet.with(thing("a", "h1").copies("h2", "h3"));
    Plan plan = fleet.plan();
    assertThat(waits(plan, "write")).isEmpty();
    assertThat(waits(plan, "send:h2")).containsExactly("write");
    assertThat(waits(plan, "unpack:h2")).containsExactly("send:h2");
    assertThat(waits(plan, "send:h3")).containsExactly("write");
    assertThat(waits(plan, "unpack:h3")).containsExactly("send:h3");
    assertThat(waits(plan, "activate")).containsExactly("unpack:h2", "unpack:h3");
  }

  private static List<String> waits(Plan plan, String step) {
    return plan.graph().operations().stream()
        .filter(operation -> operation.step().equals(Optional.of(step)))
        .flatMap(operation -> operation.waitsFor().stream())
        .map(plan.graph().operations()::get)
        .map(operation -> operation.step().orElse("end"))
        .toList();
  }

  @Test
  void changesOfAQueueTakeTurnsAndOthersDoNotWait() {
    fleet.with(thing("a", "h1").set("queue", "q"), thing("b", "h2"), thing("c", "h3"));
    fleet.with(thing("d", "h4").set("queue", "q"), thing("e", "h5").set("queue", "r"));
    Plan plan = fleet.plan();
    assertThat(operations(plan, "create Thing/d").getFirst().waitsFor())
        .containsExactly(
            plan.graph().operations().indexOf(operations(plan, "create Thing/a").getLast()));
    for (String free : List.of("a", "b", "c", "e")) {
      assertThat(operations(plan, "create Thing/" + free).getFirst().waitsFor()).isEmpty();
    }
    assertThat(fleet.apply(plan).succeeded()).isTrue();
  }

  @Test
  void edgesStayFewAcrossUnchangedThings() {
    int width = 20;
    for (int i = 0; i < width; i++) {
      fleet.with(thing("a" + i, "h" + i), thing("c" + i, "k" + i).after("b"));
    }
    String[] all = new String[width];
    Arrays.setAll(all, i -> "a" + i);
    fleet.with(thing("b", "m").after(all)).apply();
    for (int i = 0; i < width; i++) {
      fleet.with(thing("a" + i, "h" + i).set("x", "1"));
      fleet.with(thing("c" + i, "k" + i).after("b").set("x", "1"));
    }
    Plan plan = fleet.plan();
    int edges = plan.graph().operations().stream().mapToInt(op -> op.waitsFor().size()).sum();
    assertThat(edges).isLessThan(7 * width);
    assertThat(fleet.apply(plan).succeeded()).isTrue();
  }

  private static List<Operation> operations(Plan plan, String what) {
    return plan.graph().operations().stream()
        .filter(operation -> (operation.action() + " " + operation.address()).equals(what))
        .toList();
  }
}
