package dev.gantry.engine.planner;

import dev.gantry.engine.plan.Change;
import dev.gantry.engine.plan.ExecutionGraph;
import dev.gantry.engine.plan.Plan;
import dev.gantry.engine.spi.Step;
import dev.gantry.engine.spi.StepRef;
import dev.gantry.resources.address.ResourceAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Lays out what apply will run: for every change its steps and the operation that records its end,
 * and between changes only edges to such ends or to milestones, so that there are never more edges
 * than dependencies, steps and needs together.
 *
 * <p>Removals that wait for nothing that stays come first: a resource that is replaced waits for
 * those that stood on it. Other removals come last, after the update that lets go of them.
 */
final class GraphCompiler {
  private final Planner.Input input;
  private final Decisions decisions;
  private final OperationOrder operations = new OperationOrder();
  private final Map<ResourceAddress, List<Integer>> ends = new HashMap<>();
  private final Map<String, List<Integer>> queues = new HashMap<>();
  private final Map<StepRef, Integer> milestones = new HashMap<>();
  private final List<Need> needs = new ArrayList<>();

  /** A step that waits for another resource's step. */
  private record Need(int operation, StepRef milestone) {}

  GraphCompiler(Planner.Input input, Decisions decisions) {
    this.input = input;
    this.decisions = decisions;
  }

  ExecutionGraph compile() {
    Set<ResourceAddress> free = freeRemovals();
    List<ResourceAddress> doomed = input.selection().doomed();
    doomed.stream().filter(free::contains).forEach(this::layRemoval);
    input.selection().live().forEach(this::layLive);
    doomed.stream().filter(address -> !free.contains(address)).forEach(this::layRemoval);
    needs.forEach(this::wire);
    return operations.sorted();
  }

  /** Removals before which nothing that stays has to let go. Dependants come first in the order. */
  private Set<ResourceAddress> freeRemovals() {
    Set<ResourceAddress> free = new HashSet<>();
    for (ResourceAddress address : input.selection().doomed()) {
      if (free.containsAll(input.selection().recordedGraph().dependants(address))) {
        free.add(address);
      }
    }
    return free;
  }

  private void layRemoval(ResourceAddress address) {
    SortedSet<ResourceAddress> waits = new TreeSet<>();
    if (input.options().mode() != Plan.Mode.REFRESH_ONLY) {
      waits.addAll(input.selection().recordedGraph().dependants(address));
    }
    lay(address, waits);
  }

  private void layLive(ResourceAddress address) {
    SortedSet<ResourceAddress> waits =
        new TreeSet<>(input.selection().desiredGraph().dependencies(address));
    if (decisions.changes().get(address) instanceof Change.Replace) {
      input.selection().recordedGraph().dependants(address).stream()
          .filter(dependant -> !input.selection().desiredGraph().contains(dependant))
          .forEach(dependant -> waits.add(dependant));
    }
    lay(address, waits);
  }

  private void lay(ResourceAddress address, SortedSet<ResourceAddress> waits) {
    Change change = decisions.changes().get(address);
    if (change == null) {
      return;
    }
    if (change instanceof Change.NoOp) {
      ends.put(address, passedOn(change, waits));
      return;
    }
    List<Step> steps = decisions.managed(address).steps(change);
    Set<ResourceAddress> named = new HashSet<>();
    steps.forEach(step -> step.needs().forEach(need -> named.add(need.address())));
    List<Integer> before = new ArrayList<>();
    for (ResourceAddress other : waits) {
      if (!named.contains(other)) {
        before.addAll(ends.getOrDefault(other, List.of()));
      }
    }
    Optional<String> queue = decisions.managed(address).queue(change);
    queue.ifPresent(name -> before.addAll(queues.getOrDefault(name, List.of())));
    Chains chains = new Chains(before);
    for (Step step : steps) {
      int operation = operations.add(change, step, chains.before(step));
      chains.add(step, operation);
      milestones.put(new StepRef(address, step.id()), operation);
      step.needs().forEach(need -> needs.add(new Need(operation, need)));
    }
    List<Integer> end = List.of(operations.end(change, chains.last()));
    ends.put(address, end);
    queue.ifPresent(name -> queues.put(name, end));
  }

  /**
   * What a dependant of an unchanged resource waits for: what that one would have waited for, by
   * one operation where it is much, so that edges do not multiply.
   */
  private List<Integer> passedOn(Change change, SortedSet<ResourceAddress> waits) {
    SortedSet<Integer> before = new TreeSet<>();
    waits.forEach(other -> before.addAll(ends.getOrDefault(other, List.of())));
    return before.size() < 2
        ? List.copyOf(before)
        : List.of(operations.end(change, List.copyOf(before)));
  }

  /**
   * A milestone that its resource's change does not have was reached before or is not a step of
   * this change: then the whole of the change is waited for, which is never too early.
   */
  private void wire(Need need) {
    Integer milestone = milestones.get(need.milestone());
    if (milestone != null) {
      operations.waitFor(need.operation(), milestone);
    } else {
      ends.getOrDefault(need.milestone().address(), List.of())
          .forEach(end -> operations.waitFor(need.operation(), end));
    }
  }
}
