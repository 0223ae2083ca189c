package dev.gantry.engine.planner;

import dev.gantry.engine.plan.Change;
import dev.gantry.engine.plan.Plan;
import dev.gantry.engine.spi.Observation;
import dev.gantry.resources.address.HostName;
import dev.gantry.resources.address.ResourceAddress;
import dev.gantry.resources.diagnostic.Diagnostic;
import dev.gantry.resources.value.Value;
import dev.gantry.state.Recorded;
import java.util.Optional;
import java.util.SortedSet;

/** Decides what becomes of everything that is not to be there, dependants first. */
final class DoomedPlanner {
  private final Planner.Input input;
  private final Decisions decisions;

  DoomedPlanner(Planner.Input input, Decisions decisions) {
    this.input = input;
    this.decisions = decisions;
  }

  void decideAll() {
    input.selection().doomed().forEach(this::decide);
  }

  private void decide(ResourceAddress address) {
    Recorded recorded = input.universe().recorded(address).orElseThrow();
    Observation observed =
        input
            .observed()
            .observation(address)
            .orElseGet(() -> new Observation.Present(recorded.attributes()));
    switch (observed) {
      case Observation.Unknown(Diagnostic reason) -> decisions.block(address, reason);
      case Observation.Absent _ -> {
        if (recorded.pending().isPresent()
            && Exchanged.hosts(recorded, input.observed()).isEmpty()) {
          // A run was cut off in it: what it left behind may be too little to be seen.
          remove(recorded, recorded.attributes());
        } else {
          decide(new Change.Forget(address, recorded.attributes(), "it is already gone"));
        }
      }
      case Observation.Present(Value.Fields before) -> remove(recorded, before);
    }
  }

  private void remove(Recorded recorded, Value.Fields before) {
    ResourceAddress address = recorded.address();
    SortedSet<HostName> exchanged = Exchanged.hosts(recorded, input.observed());
    Optional<ResourceAddress> blocker =
        decisions.blockedAmong(input.selection().recordedGraph().dependants(address));
    if (Protection.isOn(recorded.attributes())) {
      decisions.block(address, Protection.refusal(address, "destroy"));
    } else if (!exchanged.isEmpty()) {
      decisions.block(address, Exchanged.refusal(recorded, exchanged));
    } else if (blocker.isPresent()) {
      decisions.block(address, Decisions.waitsFor(address, blocker.get()));
    } else {
      decide(new Change.Delete(address, before, because(address)));
    }
  }

  private void decide(Change change) {
    decisions.decide(change, input.universe().managed(change.address()));
  }

  private String because(ResourceAddress address) {
    return input.options().mode() == Plan.Mode.DESTROY
        ? "its destruction was asked for"
        : address + " is not in configuration";
  }
}
