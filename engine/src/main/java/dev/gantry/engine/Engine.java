package dev.gantry.engine;

import dev.gantry.engine.adopt.Adoption;
import dev.gantry.engine.event.EventListener;
import dev.gantry.engine.execute.ApplyOptions;
import dev.gantry.engine.execute.Executor;
import dev.gantry.engine.execute.Outcome;
import dev.gantry.engine.execute.StopSignal;
import dev.gantry.engine.plan.Plan;
import dev.gantry.engine.planner.Asked;
import dev.gantry.engine.planner.Errand;
import dev.gantry.engine.planner.PlanOptions;
import dev.gantry.engine.planner.Planner;
import dev.gantry.engine.planner.Secrecy;
import dev.gantry.engine.planner.Selection;
import dev.gantry.engine.probe.HostReader;
import dev.gantry.engine.refresh.HostReads;
import dev.gantry.engine.refresh.Refreshed;
import dev.gantry.engine.refresh.Refresher;
import dev.gantry.engine.spi.HostLocks;
import dev.gantry.engine.spi.Import;
import dev.gantry.engine.spi.Provider;
import dev.gantry.engine.subject.ProviderSet;
import dev.gantry.engine.subject.Universe;
import dev.gantry.resources.address.ResourceAddress;
import dev.gantry.resources.config.Configuration;
import dev.gantry.resources.diagnostic.DiagnosticException;
import dev.gantry.state.State;
import dev.gantry.state.StateSession;
import java.time.Clock;
import java.util.List;
import java.util.TreeSet;

/**
 * Plans, applies, and takes over what is there: the whole engine. Everything that it needs of the
 * world is given to it. Safe for use by several threads; each state by one run at a time.
 */
public final class Engine {
  private final ProviderSet providers;
  private final HostReads reads;
  private final HostLocks locks;
  private final String gantryVersion;
  private final Clock clock;

  /** An engine for machines that nobody else can change. */
  public Engine(List<Provider<?>> providers, HostReader reader, String gantryVersion, Clock clock) {
    this(providers, reader, HostLocks.none(), gantryVersion, clock);
  }

  /**
   * @param providers one for each kind
   * @param locks taken on every host that a plan changes, given back at the end
   * @param gantryVersion stands in every plan
   */
  public Engine(
      List<Provider<?>> providers,
      HostReader reader,
      HostLocks locks,
      String gantryVersion,
      Clock clock) {
    this.providers = new ProviderSet(providers);
    this.locks = locks;
    this.reads = new HostReads(reader, clock);
    this.gantryVersion = gantryVersion;
    this.clock = clock;
  }

  /**
   * Finds out what is there and says what would be done. Changes nothing anywhere.
   *
   * @param listener hears of hosts being read, one event at a time
   * @throws DiagnosticException when dependencies form a cycle, the options name a resource that
   *     there is not, or secrets would have to be kept in a way that the Project does not provide
   *     for; what stops single resources is in the plan
   */
  public Plan plan(
      Configuration configuration, State state, PlanOptions options, EventListener listener) {
    Selection selection = Selection.of(configuration, state, options);
    if (options.mode() != Plan.Mode.REFRESH_ONLY) {
      Secrecy.check(configuration, state, selection, providers);
    }
    Universe universe =
        options.mode() == Plan.Mode.REFRESH_ONLY
            ? Universe.ofRecorded(providers, state)
            : Universe.of(providers, selection.desired(), state);
    Refreshed observed =
        new Refresher(reads)
            .refresh(
                universe, Asked.of(selection, universe, options), options.parallelism(), listener);
    Plan.Origin origin = origin(configuration, state, options.mode());
    return Planner.plan(new Planner.Input(origin, options, selection, universe, observed));
  }

  /**
   * Says how what others made is to be declared, or whom to ask for that.
   *
   * @throws DiagnosticException with everything that stands against it
   */
  public Import importFrom(Import.Request request) {
    return providers.of(request.address()).importFrom(request);
  }

  /**
   * The state with resources in it that are there already, as the machines have them. Changes
   * nothing anywhere.
   *
   * @param configuration has them declared
   * @param known what is known of each beyond its spec
   * @throws DiagnosticException when one of them is not there as declared, or a plan would change
   *     it
   */
  public State adopt(
      Configuration configuration,
      State state,
      Adoption.Known known,
      int parallelism,
      EventListener listener) {
    State adopted =
        new Adoption(providers, reads, parallelism, listener).of(configuration, state, known);
    Plan plan =
        plan(
            configuration,
            adopted,
            new PlanOptions(
                Plan.Mode.NORMAL,
                true,
                new TreeSet<>(known.attributes().keySet()),
                new TreeSet<>(),
                new TreeSet<>(),
                parallelism),
            listener);
    Adoption.refuseChanges(plan);
    return adopted;
  }

  /**
   * A plan for work on one resource that changes nothing of what is declared: what its provider
   * does for a change to what is recorded. Changes nothing anywhere.
   *
   * @throws DiagnosticException when nothing is recorded of it, or with the reason of every machine
   *     that does not answer: such work is done on all or on none
   */
  public Plan errand(
      Configuration configuration,
      State state,
      ResourceAddress address,
      int parallelism,
      EventListener listener) {
    Errand errand = Errand.of(Universe.of(providers, configuration.resources(), state), address);
    return errand.plan(
        origin(configuration, state, Plan.Mode.NORMAL),
        reads.read(errand.questions(), parallelism, listener));
  }

  private Plan.Origin origin(Configuration configuration, State state, Plan.Mode mode) {
    return new Plan.Origin(
        gantryVersion,
        state.lineage(),
        state.serial(),
        configuration.digest(),
        mode,
        clock.instant());
  }

  /**
   * Does what a plan says, exactly, and writes the state.
   *
   * @param listener hears every event, one at a time, on the threads that do the work
   * @throws DiagnosticException code {@code stale-plan}, when state, configuration, machines or
   *     steps are not those of plan time, or {@code host-locked}, when another run is at work on
   *     one of the machines; nothing was changed then
   */
  public Outcome apply(
      Plan plan,
      Configuration configuration,
      StateSession session,
      ApplyOptions options,
      EventListener listener,
      StopSignal stop) {
    return new Executor(providers, reads, locks, clock)
        .apply(plan, configuration, session, new Executor.Controls(options, listener, stop));
  }
}
