package dev.gantry.engine.planner;

import dev.gantry.engine.plan.AttributeDiff;
import dev.gantry.engine.plan.Plan;
import dev.gantry.engine.spi.Observation;
import dev.gantry.resources.kind.Kind;
import dev.gantry.resources.value.AttributePath;
import dev.gantry.resources.value.Value;
import dev.gantry.state.Recorded;
import java.util.List;
import java.util.Optional;

/**
 * Tells what changed on the machines behind Gantry's back: recorded against observed. Only what
 * both know counts, and only what matters: not facts, not what a run left half-done, and not a
 * change by hand to what the configuration asks for by now.
 */
final class DriftFinder {
  private DriftFinder() {}

  /**
   * The drift of one resource, where there is any.
   *
   * @param desired the spec that the configuration asks for by now, where it has the resource
   */
  static Optional<Plan.Drift> drift(
      Kind<?> kind, Recorded recorded, Observation observed, Optional<Value.Fields> desired) {
    if (recorded.pending().isPresent()) {
      return Optional.empty();
    }
    return switch (observed) {
      case Observation.Unknown _ -> Optional.empty();
      case Observation.Absent _ ->
          Optional.of(new Plan.Drift(recorded.address(), true, recorded.attributes(), List.of()));
      case Observation.Present(Value.Fields attributes) -> {
        List<AttributeDiff> diffs =
            Differ.diff(recorded.attributes(), attributes, kind.informational()).stream()
                .filter(diff -> bothKnow(diff, recorded.attributes(), attributes))
                .filter(diff -> !isAsDesired(diff, desired))
                .toList();
        yield diffs.isEmpty()
            ? Optional.empty()
            : Optional.of(new Plan.Drift(recorded.address(), false, recorded.attributes(), diffs));
      }
    };
  }

  /** A top-level attribute that one side does not have at all was not asked for, or is new. */
  private static boolean bothKnow(AttributeDiff diff, Value.Fields recorded, Value.Fields now) {
    AttributePath top = new AttributePath(diff.path().elements().subList(0, 1));
    return top.in(recorded).isPresent()
        && top.in(now).isPresent()
        && diff.after().map(Value::isKnown).orElse(true);
  }

  private static boolean isAsDesired(AttributeDiff diff, Optional<Value.Fields> desired) {
    return desired.isPresent() && diff.path().in(desired.get()).equals(diff.after());
  }
}
