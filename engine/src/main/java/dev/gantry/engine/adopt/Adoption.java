package dev.gantry.engine.adopt;

import dev.gantry.engine.event.EventListener;
import dev.gantry.engine.plan.AttributeDiff;
import dev.gantry.engine.plan.Change;
import dev.gantry.engine.plan.Plan;
import dev.gantry.engine.refresh.HostReads;
import dev.gantry.engine.refresh.Refreshed;
import dev.gantry.engine.refresh.Refresher;
import dev.gantry.engine.spi.Expectation;
import dev.gantry.engine.spi.Observation;
import dev.gantry.engine.subject.Managed;
import dev.gantry.engine.subject.ProviderSet;
import dev.gantry.engine.subject.Universe;
import dev.gantry.engine.subject.Unknowns;
import dev.gantry.resources.address.HostName;
import dev.gantry.resources.address.ResourceAddress;
import dev.gantry.resources.config.Configuration;
import dev.gantry.resources.config.Desired;
import dev.gantry.resources.diagnostic.Diagnostic;
import dev.gantry.resources.diagnostic.DiagnosticException;
import dev.gantry.resources.value.Value;
import dev.gantry.state.HostIdentity;
import dev.gantry.state.Recorded;
import dev.gantry.state.State;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Records what is there already, without changing it. In this order:
 *
 * <ol>
 *   <li>each resource is taken to be recorded: its spec, what its importer knows of it, and the
 *       machines that were asked;
 *   <li>its provider observes it, as for any plan, and says what it expects;
 *   <li>what is expected and what was observed of the rest is what is recorded.
 * </ol>
 *
 * Whether the two agree is not asked here but of a plan: {@link #refuseChanges}.
 */
public final class Adoption {
  private final ProviderSet providers;
  private final HostReads reads;
  private final int parallelism;
  private final EventListener listener;

  /**
   * @param parallelism hosts at once, at least 1
   */
  public Adoption(ProviderSet providers, HostReads reads, int parallelism, EventListener listener) {
    this.providers = providers;
    this.reads = reads;
    this.parallelism = parallelism;
    this.listener = listener;
  }

  /**
   * What an importer knows beyond the configuration.
   *
   * @param attributes computed attributes of each resource that is to be taken over
   * @param machines who the machines were that were asked
   */
  public record Known(
      SortedMap<ResourceAddress, Value.Fields> attributes,
      SortedMap<HostName, HostIdentity> machines) {
    public Known {
      attributes = Collections.unmodifiableSortedMap(new TreeMap<>(attributes));
      machines = Collections.unmodifiableSortedMap(new TreeMap<>(machines));
    }
  }

  /**
   * The state with these resources in it.
   *
   * @throws DiagnosticException with every resource that is not there as declared
   */
  public State of(Configuration configuration, State state, Known known) {
    State supposed = supposed(configuration, state, known);
    Universe universe = Universe.of(providers, configuration.resources(), supposed);
    Refreshed seen =
        new Refresher(reads).refresh(universe, known.attributes().keySet(), parallelism, listener);
    List<Diagnostic> problems = new ArrayList<>();
    State adopted = state;
    for (ResourceAddress address : known.attributes().keySet()) {
      Optional<Value.Fields> attributes =
          attributes(universe.managed(address), address, seen, problems);
      if (attributes.isPresent()) {
        Recorded before = supposed.resources().get(address);
        adopted =
            adopted.with(
                new Recorded(
                    address,
                    universe.managed(address).kind().schemaVersion(),
                    Unknowns.strip(attributes.get()),
                    desired(configuration, address).dependencies(),
                    seen.identities(address, before == null ? new TreeMap<>() : before.hosts()),
                    List.of(),
                    Optional.empty()));
      }
    }
    if (!problems.isEmpty()) {
      throw new DiagnosticException(problems);
    }
    return adopted;
  }

  private State supposed(Configuration configuration, State state, Known known) {
    State supposed = state;
    for (var entry : known.attributes().entrySet()) {
      Desired desired = desired(configuration, entry.getKey());
      supposed =
          supposed.with(
              new Recorded(
                  entry.getKey(),
                  providers.of(entry.getKey()).kind().schemaVersion(),
                  desired.spec().merge(entry.getValue()),
                  desired.dependencies(),
                  known.machines(),
                  List.of(),
                  Optional.empty()));
    }
    return supposed;
  }

  private static Optional<Value.Fields> attributes(
      Managed<?> managed, ResourceAddress address, Refreshed seen, List<Diagnostic> problems) {
    Observation observation = seen.observation(address).orElseThrow();
    switch (observation) {
      case Observation.Unknown(Diagnostic reason) -> problems.add(reason.at(address));
      case Observation.Absent _ -> problems.add(notThere(address));
      case Observation.Present(Value.Fields now) -> {
        Expectation expected = managed.expect(observation, seen.readings());
        expected.diagnostics().stream()
            .filter(Diagnostic::isError)
            .forEach(error -> problems.add(error.at(address)));
        return Optional.of(now.merge(Unknowns.fill(expected.attributes(), now)));
      }
    }
    return Optional.empty();
  }

  private static Desired desired(Configuration configuration, ResourceAddress address) {
    Desired desired = configuration.resources().get(address);
    if (desired == null) {
      throw new IllegalArgumentException(address + " is not declared");
    }
    return desired;
  }

  /**
   * Holds an adoption to its promise.
   *
   * @param plan made from the adopted state
   * @throws DiagnosticException when the plan would change anything, or could not tell
   */
  public static void refuseChanges(Plan plan) {
    List<Diagnostic> problems = new ArrayList<>();
    plan.blocked().forEach(blocked -> problems.add(blocked.reason().at(blocked.address())));
    for (Change change : plan.changes()) {
      if (!(change instanceof Change.NoOp)) {
        problems.add(differs(change));
      }
    }
    if (!problems.isEmpty()) {
      throw new DiagnosticException(problems);
    }
  }

  private static Diagnostic notThere(ResourceAddress address) {
    return Diagnostic.error(
            "import-not-there",
            address + " is not there any more",
            "The machines answered otherwise a moment ago. Import again when they are at rest.")
        .at(address);
  }

  private static Diagnostic differs(Change change) {
    List<AttributeDiff> diffs =
        switch (change) {
          case Change.Update update -> update.diffs();
          case Change.Replace replace -> replace.diffs();
          case Change.Create _, Change.Delete _, Change.Adopt _, Change.Forget _, Change.NoOp _ ->
              List.of();
        };
    String paths =
        String.join(
            ", ", new TreeSet<>(diffs.stream().map(diff -> diff.path().toString()).toList()));
    return Diagnostic.error(
            "import-differs",
            change.address() + " cannot be declared as it is",
            (paths.isEmpty() ? "The first plan would " + change.action() + " it. " : "")
                + (paths.isEmpty() ? "" : "The first plan would change " + paths + ". ")
                + "Nothing was written. Is somebody at work on the cluster? Import again when it is"
                + " at rest; else this is something that Gantry cannot express yet.")
        .at(change.address());
  }
}
