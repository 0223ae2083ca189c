package dev.gantry.engine.planner;

import dev.gantry.engine.plan.ExecutionGraph;
import dev.gantry.engine.plan.Plan;
import dev.gantry.engine.refresh.Refreshed;
import dev.gantry.engine.subject.Universe;
import dev.gantry.resources.address.HostName;
import dev.gantry.resources.address.ResourceAddress;
import dev.gantry.resources.diagnostic.Diagnostic;
import dev.gantry.state.HostIdentity;
import dev.gantry.state.Recorded;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Turns desired, recorded and observed into a plan. A pure function: it reads no clock, no file and
 * no host. In this order:
 *
 * <ol>
 *   <li>what is to be there, dependencies first, so that a reference sees what it refers to as it
 *       will be: {@link LivePlanner};
 *   <li>what is to go, dependants first: {@link DoomedPlanner};
 *   <li>the steps of all changes, and what waits for what: {@link GraphCompiler}.
 * </ol>
 */
public final class Planner {
  private Planner() {}

  /**
   * What a plan is made from.
   *
   * @param observed of everything that was asked about; the rest is believed to be as recorded
   */
  public record Input(
      Plan.Origin origin,
      PlanOptions options,
      Selection selection,
      Universe universe,
      Refreshed observed) {}

  /**
   * Plans.
   *
   * @throws dev.gantry.resources.diagnostic.DiagnosticException when steps of different resources
   *     wait for each other in a circle
   */
  public static Plan plan(Input input) {
    Decisions decisions = new Decisions();
    switch (input.options().mode()) {
      case NORMAL -> {
        new LivePlanner(input, decisions).decideAll();
        new DoomedPlanner(input, decisions).decideAll();
      }
      case DESTROY -> new DoomedPlanner(input, decisions).decideAll();
      case REFRESH_ONLY -> new RecordPlanner(input, decisions).decideAll();
    }
    ExecutionGraph graph = new GraphCompiler(input, decisions).compile();
    List<Diagnostic> diagnostics = new ArrayList<>(input.selection().notes());
    diagnostics.addAll(exchangedMachines(input));
    diagnostics.addAll(decisions.diagnostics());
    return new Plan(
        input.origin(),
        List.copyOf(decisions.changes().values()),
        drift(input),
        List.copyOf(decisions.blocked().values()),
        diagnostics,
        hosts(input),
        graph);
  }

  private static List<Plan.Drift> drift(Input input) {
    List<Plan.Drift> drift = new ArrayList<>();
    boolean towardsConfiguration = input.options().mode() == Plan.Mode.NORMAL;
    input
        .observed()
        .observations()
        .forEach(
            (address, observation) -> {
              Optional<Recorded> recorded = input.universe().recorded(address);
              if (recorded.isPresent() && input.universe().isManaged(address)) {
                DriftFinder.drift(
                        input.universe().managed(address).kind(),
                        recorded.get(),
                        observation,
                        input.universe().desiredSpec(address).filter(_ -> towardsConfiguration))
                    .ifPresent(drift::add);
              }
            });
    return drift;
  }

  /** Who the machines are; of those that nobody needed to ask, who they were. */
  private static SortedMap<HostName, HostIdentity> hosts(Input input) {
    SortedMap<HostName, HostIdentity> hosts = new TreeMap<>();
    for (ResourceAddress address : input.selection().addresses()) {
      if (input.observed().observation(address).isEmpty()) {
        input.universe().recorded(address).ifPresent(kept -> hosts.putAll(kept.hosts()));
      }
    }
    hosts.putAll(input.observed().identities());
    return hosts;
  }

  private static List<Diagnostic> exchangedMachines(Input input) {
    SortedMap<HostName, Diagnostic> exchanged = new TreeMap<>();
    for (ResourceAddress address : input.selection().addresses()) {
      Optional<Recorded> recorded = input.universe().recorded(address);
      if (recorded.isPresent()) {
        Exchanged.hosts(recorded.get(), input.observed())
            .forEach(host -> exchanged.computeIfAbsent(host, Exchanged::warning));
      }
    }
    return List.copyOf(exchanged.values());
  }
}
