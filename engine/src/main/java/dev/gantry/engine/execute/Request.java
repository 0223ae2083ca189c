package dev.gantry.engine.execute;

import dev.gantry.engine.plan.Change;
import dev.gantry.engine.plan.Operation;
import dev.gantry.engine.plan.Plan;
import dev.gantry.engine.subject.Managed;
import dev.gantry.engine.subject.ProviderSet;
import dev.gantry.engine.subject.Universe;
import dev.gantry.resources.address.ResourceAddress;
import dev.gantry.resources.config.Configuration;
import dev.gantry.resources.config.Desired;
import dev.gantry.resources.config.References;
import dev.gantry.resources.value.Value;
import dev.gantry.state.Recorded;
import dev.gantry.state.State;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A plan together with what it is to be run on. Asks the providers about exactly what the planner
 * asked about, so that the answers are the same. Immutable.
 */
final class Request {
  private final Plan plan;
  private final Configuration configuration;
  private final State state;
  private final Universe universe;
  private final SortedMap<ResourceAddress, Change> changes = new TreeMap<>();
  private final SortedMap<ResourceAddress, List<Operation>> steps = new TreeMap<>();
  private final Map<ResourceAddress, Managed<?>> asPlanned = new ConcurrentHashMap<>();

  Request(Plan plan, Configuration configuration, State state, ProviderSet providers) {
    this.plan = plan;
    this.configuration = configuration;
    this.state = state;
    this.universe =
        switch (plan.origin().mode()) {
          case NORMAL -> Universe.of(providers, configuration.resources(), state);
          case DESTROY -> Universe.of(providers, new TreeMap<>(), state);
          case REFRESH_ONLY -> Universe.ofRecorded(providers, state);
        };
    plan.changes().forEach(change -> changes.put(change.address(), change));
    for (Operation operation : plan.graph().operations()) {
      List<Operation> chain = steps.computeIfAbsent(operation.address(), _ -> new ArrayList<>());
      if (operation.step().isPresent()) {
        chain.add(operation);
      }
    }
  }

  Plan plan() {
    return plan;
  }

  Configuration configuration() {
    return configuration;
  }

  State state() {
    return state;
  }

  /** The planned change of a resource, where the plan has one. */
  Optional<Change> change(ResourceAddress address) {
    return Optional.ofNullable(changes.get(address));
  }

  /** Every resource that the plan's graph is about, sorted. */
  Set<ResourceAddress> planned() {
    return Collections.unmodifiableSet(steps.keySet());
  }

  /** A resource's steps as the plan has them, in their order. */
  List<Operation> plannedSteps(ResourceAddress address) {
    return Collections.unmodifiableList(steps.getOrDefault(address, List.of()));
  }

  /** The resource as the planner saw it. */
  Managed<?> managed(ResourceAddress address) {
    return asPlanned.computeIfAbsent(address, this::bind);
  }

  private Managed<?> bind(ResourceAddress address) {
    Optional<Desired> desired = desired(address);
    return desired.isPresent() ? managed(desired.get(), this::planned) : universe.managed(address);
  }

  /** The resource with its references resolved by what is known now. */
  Managed<?> managed(Desired desired, Attributes known) {
    return universe.managed(desired.address()).withSpec(resolve(desired, known).spec());
  }

  /** The desired resource with its references resolved by what is known now. */
  static Desired resolve(Desired desired, Attributes known) {
    return References.resolve(desired, known::of);
  }

  /** The resource in the configuration; empty for what this plan does not make. */
  Optional<Desired> desired(ResourceAddress address) {
    return plan.origin().mode() == Plan.Mode.NORMAL
        ? Optional.ofNullable(configuration.resources().get(address))
        : Optional.empty();
  }

  /** Whether the resource refers to something that only applying the plan tells. */
  boolean isOpen(ResourceAddress address) {
    return change(address).flatMap(Change::outcome).filter(after -> !after.isKnown()).isPresent()
        && desired(address)
            .filter(desired -> !desired.references().isEmpty())
            .filter(desired -> !resolve(desired, this::planned).references().isEmpty())
            .isPresent();
  }

  Optional<Recorded> recorded(ResourceAddress address) {
    return Optional.ofNullable(state.resources().get(address));
  }

  /** What the plan says that a resource will be; as recorded where it says nothing. */
  Optional<Value.Fields> planned(ResourceAddress address) {
    return change(address)
        .flatMap(Change::outcome)
        .or(() -> recorded(address).map(Recorded::attributes));
  }

  /** What is known of resources' attributes. */
  @FunctionalInterface
  interface Attributes {
    Optional<Value.Fields> of(ResourceAddress address);
  }
}
