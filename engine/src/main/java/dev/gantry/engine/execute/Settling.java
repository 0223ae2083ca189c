package dev.gantry.engine.execute;

import dev.gantry.engine.plan.Change;
import dev.gantry.engine.probe.HostReading;
import dev.gantry.engine.spi.Expectation;
import dev.gantry.engine.spi.Observation;
import dev.gantry.engine.spi.Step;
import dev.gantry.engine.subject.Managed;
import dev.gantry.engine.subject.Unknowns;
import dev.gantry.resources.address.HostName;
import dev.gantry.resources.address.ResourceAddress;
import dev.gantry.resources.config.Desired;
import dev.gantry.resources.diagnostic.Diagnostic;
import dev.gantry.resources.diagnostic.DiagnosticException;
import dev.gantry.resources.value.Value;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/**
 * Works out, when a resource's turn comes, what the plan could not know: values of what it depends
 * on. Only unknown values are filled in; everything that the plan said stays as it said. Safe for
 * use by several threads.
 */
final class Settling {
  private final Request request;
  private final Request.Attributes known;
  private final SortedMap<HostName, HostReading> readings;

  Settling(Request request, Request.Attributes known, SortedMap<HostName, HostReading> readings) {
    this.request = request;
    this.known = known;
    this.readings = readings;
  }

  /** What came of it. */
  sealed interface Result {}

  /** Everything is known that can be before the steps run. */
  record Settled(Managed<?> managed, List<Step> steps, Value.Fields after) implements Result {}

  /** The resource cannot be changed like this. */
  record Refused(Diagnostic reason) implements Result {}

  /** Settles a change whose attributes are not all known. */
  Result settle(Change change) {
    Optional<Desired> desired = request.desired(change.address());
    if (desired.isEmpty()) {
      return new Refused(PlanCheck.otherSteps(change.address()));
    }
    try {
      return settle(change, Request.resolve(desired.get(), known));
    } catch (DiagnosticException misfit) {
      return new Refused(misfit.diagnostics().getFirst().at(change.address()));
    }
  }

  private Result settle(Change change, Desired desired) {
    ResourceAddress address = change.address();
    Managed<?> managed = request.managed(desired, known);
    Observation observed = managed.observe(readings);
    if (observed instanceof Observation.Unknown(Diagnostic reason)) {
      return new Refused(reason.at(address));
    }
    Expectation expectation = managed.expect(asPlanned(change, observed), readings);
    Optional<Diagnostic> error =
        expectation.diagnostics().stream().filter(Diagnostic::isError).findFirst();
    if (error.isPresent()) {
      return new Refused(error.get().at(address));
    }
    Value.Fields after =
        Unknowns.fill(
            change.outcome().orElseThrow(),
            Unknowns.restore(expectation.attributes(), desired.spec()));
    List<Step> steps = managed.steps(with(change, after));
    return PlanCheck.same(request.plannedSteps(address), steps)
        ? new Settled(managed, steps, after)
        : new Refused(PlanCheck.otherSteps(address));
  }

  /** What is replaced is expected as if it had never been, as the planner did. */
  private static Observation asPlanned(Change change, Observation observed) {
    return change instanceof Change.Replace
        ? new Observation.Absent(Value.Fields.empty())
        : observed;
  }

  private static Change with(Change change, Value.Fields after) {
    return switch (change) {
      case Change.Create it -> new Change.Create(it.address(), it.facts(), after);
      case Change.Update it -> new Change.Update(it.address(), it.before(), after, it.diffs());
      case Change.Replace it ->
          new Change.Replace(it.address(), it.before(), after, it.diffs(), it.because());
      case Change.Adopt it -> new Change.Adopt(it.address(), after);
      case Change.Delete _, Change.Forget _, Change.NoOp _ -> change;
    };
  }
}
