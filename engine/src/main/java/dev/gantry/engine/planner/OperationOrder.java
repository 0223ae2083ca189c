package dev.gantry.engine.planner;

import dev.gantry.engine.plan.Change;
import dev.gantry.engine.plan.ExecutionGraph;
import dev.gantry.engine.plan.Operation;
import dev.gantry.engine.spi.Step;
import dev.gantry.resources.diagnostic.Diagnostic;
import dev.gantry.resources.diagnostic.DiagnosticException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Collects operations and what they wait for, then puts them in an order in which each comes after
 * all that it waits for, as close as can be to the order in which they were added.
 */
final class OperationOrder {
  private final List<Operation> operations = new ArrayList<>();
  private final List<SortedSet<Integer>> waits = new ArrayList<>();

  /** Adds a step; returns its number. */
  int add(Change change, Step step, List<Integer> waitsFor) {
    return add(
        new Operation(
            change.address(),
            change.action(),
            Optional.of(step.id()),
            step.title(),
            step.host(),
            List.of()),
        waitsFor);
  }

  /** Adds the end of a change; returns its number. */
  int end(Change change, List<Integer> waitsFor) {
    return add(
        new Operation(
            change.address(),
            change.action(),
            Optional.empty(),
            "record",
            Optional.empty(),
            List.of()),
        waitsFor);
  }

  /** Makes one operation wait for another. */
  void waitFor(int operation, int other) {
    waits.get(operation).add(other);
  }

  private int add(Operation operation, List<Integer> waitsFor) {
    operations.add(operation);
    waits.add(new TreeSet<>(waitsFor));
    return operations.size() - 1;
  }

  /**
   * The graph, renumbered.
   *
   * @throws DiagnosticException code {@code step-cycle}, when steps wait for each other
   */
  ExecutionGraph sorted() {
    List<List<Integer>> dependants = dependants();
    int[] missing = waits.stream().mapToInt(other -> other.size()).toArray();
    int[] position = new int[missing.length];
    PriorityQueue<Integer> ready = new PriorityQueue<>();
    for (int i = 0; i < missing.length; i++) {
      if (missing[i] == 0) {
        ready.add(i);
      }
    }
    List<Operation> result = new ArrayList<>();
    while (!ready.isEmpty()) {
      int next = ready.remove();
      position[next] = result.size();
      result.add(renumbered(next, position));
      for (int dependant : dependants.get(next)) {
        if (--missing[dependant] == 0) {
          ready.add(dependant);
        }
      }
    }
    if (result.size() < operations.size()) {
      throw new DiagnosticException(circle(missing));
    }
    return new ExecutionGraph(result);
  }

  private Operation renumbered(int number, int[] position) {
    Operation operation = operations.get(number);
    return new Operation(
        operation.address(),
        operation.action(),
        operation.step(),
        operation.title(),
        operation.host(),
        waits.get(number).stream().map(other -> position[other]).sorted().toList());
  }

  private List<List<Integer>> dependants() {
    List<List<Integer>> dependants = new ArrayList<>();
    operations.forEach(_ -> dependants.add(new ArrayList<>()));
    for (int i = 0; i < waits.size(); i++) {
      for (int other : waits.get(i)) {
        dependants.get(other).add(i);
      }
    }
    return dependants;
  }

  private Diagnostic circle(int[] missing) {
    List<String> stuck = new ArrayList<>();
    for (int i = 0; i < missing.length && stuck.size() < 10; i++) {
      if (missing[i] > 0) {
        Operation operation = operations.get(i);
        stuck.add(operation.address() + operation.step().map(step -> ":" + step).orElse(""));
      }
    }
    return Diagnostic.error(
        "step-cycle",
        "Steps wait for each other in a circle",
        "Among them: " + String.join(", ", stuck) + ". Take a dependsOn away between these.");
  }
}
