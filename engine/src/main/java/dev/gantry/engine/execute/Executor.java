package dev.gantry.engine.execute;

import dev.gantry.engine.event.EventListener;
import dev.gantry.engine.plan.Change;
import dev.gantry.engine.plan.Operation;
import dev.gantry.engine.plan.Plan;
import dev.gantry.engine.probe.HostReading;
import dev.gantry.engine.probe.ProbeRequest;
import dev.gantry.engine.refresh.HostReads;
import dev.gantry.engine.spi.HostLocks;
import dev.gantry.engine.spi.Step;
import dev.gantry.engine.subject.ProviderSet;
import dev.gantry.resources.address.HostName;
import dev.gantry.resources.address.ResourceAddress;
import dev.gantry.resources.config.Configuration;
import dev.gantry.resources.diagnostic.DiagnosticException;
import dev.gantry.state.JournalEntry;
import dev.gantry.state.StateSession;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;

/**
 * Runs a plan. In this order:
 *
 * <ol>
 *   <li>refuses it when the state, the configuration, the machines or the steps are not those that
 *       it was made from: {@link PlanCheck};
 *   <li>opens the state's secrets where steps will need them;
 *   <li>takes the locks of the machines that steps run on, so that no other run changes them
 *       meanwhile: {@link LockedHosts};
 *   <li>walks its graph, every operation as soon as all that it waits for is done: {@link Walk};
 *   <li>writes the state.
 * </ol>
 */
public final class Executor {
  private final ProviderSet providers;
  private final HostReads reads;
  private final HostLocks locks;
  private final Clock clock;

  public Executor(ProviderSet providers, HostReads reads, HostLocks locks, Clock clock) {
    this.providers = providers;
    this.reads = reads;
    this.locks = locks;
    this.clock = clock;
  }

  /** How a run is watched and steered. */
  public record Controls(ApplyOptions options, EventListener listener, StopSignal stop) {}

  /**
   * Runs a plan and writes the state. What fails is in the outcome.
   *
   * @throws DiagnosticException code {@code stale-plan}, when the plan is refused, {@code
   *     host-locked}, when another run is at work on a machine, or as {@link
   *     dev.gantry.state.Vault#unlock}; nothing was changed then
   */
  public Outcome apply(
      Plan plan, Configuration configuration, StateSession session, Controls controls) {
    Request request = new Request(plan, configuration, session.current(), providers);
    PlanCheck.origin(request);
    SortedMap<ResourceAddress, List<Step>> steps = PlanCheck.steps(request);
    unlock(steps, session);
    SortedMap<HostName, HostReading> readings =
        reads.read(questions(request), controls.options().parallelism(), controls.listener());
    PlanCheck.hosts(plan, readings);
    EventSink events = new EventSink(controls.listener());
    Run run =
        new Run(
            session,
            events,
            clock,
            new StepRunner(controls.options(), controls.stop(), events, clock));
    Known known = new Known(request);
    ResourceRun.Knowledge knowledge =
        new ResourceRun.Knowledge(request, known, new Settling(request, known, readings));
    SortedMap<ResourceAddress, ResourceRun> resources = new TreeMap<>();
    steps.forEach(
        (address, chain) ->
            resources.put(
                address,
                new ResourceRun(
                    run,
                    knowledge,
                    request.change(address).orElseThrow(),
                    request.managed(address),
                    chain)));
    Map<HostName, HostReading.Silent> silent = silent(readings);
    HostLocks.Claim claim =
        new HostLocks.Claim(
            UUID.randomUUID().toString(), operation(plan.origin().mode()), clock.instant());
    try (LockedHosts locked =
        LockedHosts.take(
            locks, hosts(plan, silent.keySet()), claim, controls.options().parallelism())) {
      silent.putAll(locked.silent());
      return journalled(
          plan, session, claim, new Walk(plan.graph(), resources, silent, run, controls));
    }
  }

  /** Who has no key learns it before anything is done, not in the middle. */
  private void unlock(SortedMap<ResourceAddress, List<Step>> steps, StateSession session) {
    boolean needed =
        steps.entrySet().stream()
            .anyMatch(each -> !each.getValue().isEmpty() && providers.keepSecrets(each.getKey()));
    if (needed) {
      session.vault().unlock();
    }
  }

  /** Where steps run; nothing is written to a machine that does not answer. */
  private static List<HostName> hosts(Plan plan, Set<HostName> silent) {
    return plan.graph().operations().stream()
        .flatMap(operation -> operation.host().stream())
        .filter(host -> !silent.contains(host))
        .distinct()
        .sorted()
        .toList();
  }

  private Outcome journalled(Plan plan, StateSession session, HostLocks.Claim claim, Walk walk) {
    if (plan.graph().operations().isEmpty()) {
      return walk.run();
    }
    session.append(
        new JournalEntry.RunStarted(
            claim.run(),
            claim.operation(),
            session.current().lineage(),
            session.current().serial(),
            clock.instant()));
    Outcome outcome = walk.run();
    if (outcome.diagnostics().isEmpty()) {
      session.append(new JournalEntry.RunEnded(claim.run(), clock.instant()));
      session.compact();
    }
    return outcome;
  }

  /** Who the machines are that steps run on, and what open references will need to be told. */
  private static SortedMap<HostName, ProbeRequest> questions(Request request) {
    SortedMap<HostName, ProbeRequest> questions = new TreeMap<>();
    for (Operation operation : request.plan().graph().operations()) {
      operation
          .host()
          .ifPresent(
              host -> questions.merge(host, ProbeRequest.identityOnly(), ProbeRequest::merge));
    }
    for (Change change : request.plan().changes()) {
      if (request.isOpen(change.address())) {
        request
            .managed(change.address())
            .probe()
            .forEach((host, asked) -> questions.merge(host, asked, ProbeRequest::merge));
      }
    }
    return questions;
  }

  private static Map<HostName, HostReading.Silent> silent(
      SortedMap<HostName, HostReading> readings) {
    Map<HostName, HostReading.Silent> silent = new TreeMap<>();
    readings.forEach(
        (host, reading) -> {
          if (reading instanceof HostReading.Silent none) {
            silent.put(host, none);
          }
        });
    return silent;
  }

  private static String operation(Plan.Mode mode) {
    return switch (mode) {
      case NORMAL -> "apply";
      case DESTROY -> "destroy";
      case REFRESH_ONLY -> "refresh";
    };
  }
}
