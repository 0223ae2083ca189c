package dev.gantry.engine.planner;

import dev.gantry.engine.plan.Plan;
import dev.gantry.engine.subject.Universe;
import dev.gantry.resources.address.ResourceAddress;
import dev.gantry.resources.config.Desired;
import dev.gantry.resources.kind.SpecReader;
import dev.gantry.resources.value.Value;
import dev.gantry.state.Recorded;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;

/**
 * Which resources the machines are asked about. With a refresh, all. Without one the state is
 * believed where it says that a resource is as configured, and for what is to be removed; what is
 * new, changed or half-done is asked about all the same, because unknown is not absent (law 1).
 */
public final class Asked {
  private Asked() {}

  /** The resources to ask about, sorted. */
  public static List<ResourceAddress> of(
      Selection selection, Universe universe, PlanOptions options) {
    SortedSet<ResourceAddress> all = selection.addresses();
    if (!options.refresh() && options.mode() != Plan.Mode.REFRESH_ONLY) {
      all.removeIf(address -> isBelieved(selection, universe, options, address));
    }
    return List.copyOf(all);
  }

  private static boolean isBelieved(
      Selection selection, Universe universe, PlanOptions options, ResourceAddress address) {
    Optional<Recorded> recorded = universe.recorded(address);
    if (recorded.isEmpty()
        || recorded.get().pending().isPresent()
        || options.replace().contains(address)
        || !universe.isManaged(address)) {
      return false;
    }
    Optional<Desired> desired = Optional.ofNullable(selection.desired().get(address));
    if (desired.isEmpty()) {
      return true;
    }
    Class<? extends Record> type = universe.managed(address).kind().spec();
    Value.Fields spec = universe.desiredSpec(address).orElseThrow();
    return spec.isKnown()
        && desired.get().dependencies().equals(recorded.get().dependencies())
        && SpecReader.conform(type, spec)
            .equals(SpecReader.conform(type, recorded.get().attributes()));
  }
}
