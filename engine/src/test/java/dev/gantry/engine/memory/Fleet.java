package dev.gantry.engine.memory;

import dev.gantry.engine.Engine;
import dev.gantry.engine.event.Event;
import dev.gantry.engine.execute.ApplyOptions;
import dev.gantry.engine.execute.Outcome;
import dev.gantry.engine.execute.StopSignal;
import dev.gantry.engine.plan.Change;
import dev.gantry.engine.plan.Plan;
import dev.gantry.engine.planner.PlanOptions;
import dev.gantry.resources.address.ResourceAddress;
import dev.gantry.resources.config.Configuration;
import dev.gantry.resources.config.Desired;
import dev.gantry.state.State;
import dev.gantry.state.StateSession;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** A configuration of things, their world and their state: plans and applies in one line. */
public final class Fleet {
  /** No pauses between tries, hardly any patience with steps that do not end. */
  public static final ApplyOptions QUICK =
      new ApplyOptions(4, Duration.ofMillis(1), Duration.ofSeconds(5));

  private final MemoryWorld world;
  private final SortedMap<ResourceAddress, Desired> desired = new TreeMap<>();
  private final List<Event> events = new ArrayList<>();
  private Faults faults = Faults.NONE;
  private Duration timeout = Duration.ofMinutes(1);
  private State state = MemorySession.emptyState();

  public Fleet(MemoryWorld world) {
    this.world = world;
  }

  /** Adds things, or changes them. */
  public Fleet with(Things.Builder... things) {
    for (Things.Builder thing : things) {
      Desired resource = thing.build();
      desired.put(resource.address(), resource);
    }
    return this;
  }

  /** Takes a thing out of the configuration. */
  public Fleet without(String name) {
    desired.remove(Things.address(name));
    return this;
  }

  /** From now on, steps go wrong like this. */
  public Fleet failing(Faults next) {
    faults = next;
    return this;
  }

  /** From now on, a try of a step has so long. */
  public Fleet timeout(Duration next) {
    timeout = next;
    return this;
  }

  /** The configuration as a loader would give it. */
  public Configuration configuration() {
    return Configuration.of(desired, List.of());
  }

  /** The machines. */
  public MemoryWorld world() {
    return world;
  }

  /** The state after the last apply. */
  public State state() {
    return state;
  }

  /** Takes another state for the recorded one. */
  public void state(State next) {
    state = next;
  }

  /** Every event so far. */
  public List<Event> events() {
    return List.copyOf(events);
  }

  /** An engine on this fleet's machines. */
  public Engine engine() {
    return new Engine(
        List.of(new MemoryProvider(world, faults, timeout)),
        world,
        "0.0.0",
        Clock.fixed(Instant.parse("2026-01-01T00:00:00Z"), ZoneOffset.UTC));
  }

  /** Plans everything. */
  public Plan plan() {
    return plan(PlanOptions.normal());
  }

  /** Plans what the options ask for. */
  public Plan plan(PlanOptions options) {
    return engine().plan(configuration(), state, options, events::add);
  }

  /** Runs a plan and keeps the state that it leaves. */
  public Outcome apply(Plan plan) {
    return apply(plan, QUICK, new StopSignal());
  }

  /** Runs a plan and keeps the state that it leaves. */
  public Outcome apply(Plan plan, ApplyOptions options, StopSignal stop) {
    try (MemorySession session = new MemorySession(state)) {
      try {
        return apply(plan, session, options, stop);
      } finally {
        state = session.current();
      }
    }
  }

  /** Runs a plan on a session of the caller's. */
  public Outcome apply(Plan plan, StateSession session, ApplyOptions options, StopSignal stop) {
    return engine().apply(plan, configuration(), session, options, events::add, stop);
  }

  /** Plans and applies. */
  public Outcome apply() {
    return apply(plan());
  }

  /** What a plan is about to do, one a line: {@code create Thing/a}; no-ops left out. */
  public static List<String> actions(Plan plan) {
    return plan.changes().stream()
        .filter(change -> !(change instanceof Change.NoOp))
        .map(change -> change.action() + " " + change.address())
        .toList();
  }
}
