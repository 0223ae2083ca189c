package dev.gantry.engine.execute;

import dev.gantry.resources.address.ResourceAddress;
import dev.gantry.resources.diagnostic.Diagnostic;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How a run ended, resource by resource; no-ops are not in it.
 *
 * @param stopped whether the person stopped it
 * @param diagnostics what is wrong with the run as a whole, such as a state that cannot be written
 */
public record Outcome(
    SortedMap<ResourceAddress, Result> resources, boolean stopped, List<Diagnostic> diagnostics) {
  public Outcome {
    resources = Collections.unmodifiableSortedMap(new TreeMap<>(resources));
    diagnostics = List.copyOf(diagnostics);
  }

  /** How one resource's change ended. */
  public sealed interface Result {
    /** What was to be done, as of {@code Change.action}. */
    String action();
  }

  /** Everything of it is done and recorded. */
  public record Done(String action) implements Result {}

  /**
   * Steps failed; the state says that the resource may be half-way.
   *
   * @param reasons one for each host where a step failed; at least one
   */
  public record Failed(String action, List<Diagnostic> reasons) implements Result {
    public Failed {
      reasons = List.copyOf(reasons);
    }
  }

  /** Its turn did not come. */
  public record Skipped(String action, String because) implements Result {}

  /** Whether everything that the plan said was done. */
  public boolean succeeded() {
    return diagnostics.stream().noneMatch(Diagnostic::isError)
        && resources.values().stream().allMatch(Done.class::isInstance);
  }

  /** How many resources of an action are done. */
  public int done(String action) {
    return (int) resources.values().stream().filter(new Done(action)::equals).count();
  }

  /** Why resources failed, in the order of their addresses. */
  public List<Diagnostic> failures() {
    return resources.values().stream()
        .filter(Failed.class::isInstance)
        .flatMap(result -> ((Failed) result).reasons().stream())
        .toList();
  }
}
