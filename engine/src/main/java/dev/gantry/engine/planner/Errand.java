package dev.gantry.engine.planner;

import dev.gantry.engine.plan.Change;
import dev.gantry.engine.plan.ExecutionGraph;
import dev.gantry.engine.plan.Plan;
import dev.gantry.engine.probe.HostReading;
import dev.gantry.engine.probe.ProbeRequest;
import dev.gantry.engine.spi.Step;
import dev.gantry.engine.subject.Universe;
import dev.gantry.resources.address.HostName;
import dev.gantry.resources.address.ResourceAddress;
import dev.gantry.resources.diagnostic.Diagnostic;
import dev.gantry.resources.diagnostic.DiagnosticException;
import dev.gantry.resources.value.Value;
import dev.gantry.state.HostIdentity;
import dev.gantry.state.Recorded;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Work on one resource that changes nothing of what is declared or recorded, as a plan: it is run
 * as others are, under the same locks and with the same journal. All of its machines are needed.
 */
public final class Errand {
  private final Change change;
  private final List<Step> steps;
  private final SortedMap<HostName, HostIdentity> recorded;

  private Errand(Change change, List<Step> steps, SortedMap<HostName, HostIdentity> recorded) {
    this.change = change;
    this.steps = List.copyOf(steps);
    this.recorded = recorded;
  }

  /**
   * The work that the provider of a resource does for a change to what is recorded.
   *
   * @throws DiagnosticException when nothing is recorded of it
   */
  public static Errand of(Universe universe, ResourceAddress address) {
    Recorded recorded =
        universe
            .recorded(address)
            .orElseThrow(
                () ->
                    new DiagnosticException(
                        Diagnostic.error(
                                "not-recorded",
                                address + " is not in the state",
                                "Apply it first, or import it.")
                            .at(address)));
    Value.Fields attributes = recorded.attributes();
    Change change = new Change.Update(address, attributes, attributes, List.of());
    return new Errand(change, universe.managed(address).steps(change), recorded.hosts());
  }

  /** Who has to be asked before it is planned. */
  public SortedMap<HostName, ProbeRequest> questions() {
    SortedMap<HostName, ProbeRequest> questions = new TreeMap<>();
    steps.forEach(
        step -> step.host().ifPresent(host -> questions.put(host, ProbeRequest.identityOnly())));
    return questions;
  }

  /**
   * The plan.
   *
   * @throws DiagnosticException with the reason of every machine that did not answer
   */
  public Plan plan(Plan.Origin origin, SortedMap<HostName, HostReading> readings) {
    List<Diagnostic> silent = new ArrayList<>();
    SortedMap<HostName, HostIdentity> hosts = new TreeMap<>();
    readings.forEach(
        (host, reading) -> {
          switch (reading) {
            case HostReading.Silent(Diagnostic reason) -> silent.add(reason);
            case HostReading.Answered answered ->
                hosts.put(host, recorded.getOrDefault(host, answered.identity()));
          }
        });
    if (!silent.isEmpty()) {
      throw new DiagnosticException(silent);
    }
    return new Plan(origin, List.of(change), List.of(), List.of(), List.of(), hosts, graph());
  }

  private ExecutionGraph graph() {
    OperationOrder operations = new OperationOrder();
    Chains chains = new Chains(List.of());
    steps.forEach(step -> chains.add(step, operations.add(change, step, chains.before(step))));
    operations.end(change, chains.last());
    return operations.sorted();
  }
}
