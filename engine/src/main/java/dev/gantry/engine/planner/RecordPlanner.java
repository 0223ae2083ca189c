package dev.gantry.engine.planner;

import dev.gantry.engine.plan.Change;
import dev.gantry.engine.spi.Observation;
import dev.gantry.resources.address.ResourceAddress;
import dev.gantry.resources.diagnostic.Diagnostic;
import dev.gantry.resources.value.Value;
import dev.gantry.state.Recorded;

/** Decides what to record anew, where only the state is to follow the machines. */
final class RecordPlanner {
  private final Planner.Input input;
  private final Decisions decisions;

  RecordPlanner(Planner.Input input, Decisions decisions) {
    this.input = input;
    this.decisions = decisions;
  }

  void decideAll() {
    for (ResourceAddress address : input.selection().addresses()) {
      Recorded recorded = input.universe().recorded(address).orElseThrow();
      switch (input.observed().observation(address).orElseThrow()) {
        case Observation.Unknown(Diagnostic reason) -> decisions.block(address, reason);
        case Observation.Absent _ ->
            decide(
                new Change.Forget(address, recorded.attributes(), "it is gone from its machines"));
        case Observation.Present(Value.Fields now) -> decide(follow(recorded, now));
      }
    }
  }

  private void decide(Change change) {
    decisions.decide(change, input.universe().managed(change.address()));
  }

  /** What a run left half-done stays marked so, for the next apply to see to. */
  private Change follow(Recorded recorded, Value.Fields now) {
    ResourceAddress address = recorded.address();
    boolean same =
        recorded.hosts().equals(input.observed().identities(address, recorded.hosts()))
            && Differ.diff(
                    recorded.attributes(),
                    now,
                    input.universe().managed(address).kind().informational())
                .isEmpty();
    return same || recorded.pending().isPresent()
        ? new Change.NoOp(address, now)
        : new Change.Adopt(address, now);
  }
}
