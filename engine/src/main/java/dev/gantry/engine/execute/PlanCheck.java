package dev.gantry.engine.execute;

import dev.gantry.engine.plan.Change;
import dev.gantry.engine.plan.Operation;
import dev.gantry.engine.plan.Plan;
import dev.gantry.engine.probe.HostReading;
import dev.gantry.engine.spi.Step;
import dev.gantry.resources.address.HostName;
import dev.gantry.resources.address.ResourceAddress;
import dev.gantry.resources.diagnostic.Diagnostic;
import dev.gantry.resources.diagnostic.DiagnosticException;
import dev.gantry.state.HostIdentity;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Refuses a plan that no longer fits what it was made for (law 2). All errors at once. */
final class PlanCheck {
  /** The code of every such refusal; tools and exit codes go by it. */
  static final String CODE = "stale-plan";

  private PlanCheck() {}

  /**
   * Compares the plan with the state and the configuration.
   *
   * @throws DiagnosticException code {@code stale-plan}
   */
  static void origin(Request request) {
    Plan.Origin origin = request.plan().origin();
    List<Diagnostic> errors = new ArrayList<>();
    boolean neverWritten = origin.serial() == 0 && request.state().serial() == 0;
    if (!neverWritten && !origin.lineage().equals(request.state().lineage())) {
      errors.add(
          stale(
              "Saved plan does not match the given state",
              "The plan was made from a state of another lineage. Plan again with this state."));
    } else if (origin.serial() != request.state().serial()) {
      errors.add(
          stale(
              "Saved plan is stale",
              "The state was changed by another operation after the plan was created: the plan has"
                  + " serial "
                  + origin.serial()
                  + ", the state "
                  + request.state().serial()
                  + ". Plan again."));
    }
    if (!origin.configDigest().equals(request.configuration().digest())) {
      errors.add(
          stale(
              "The configuration has changed since the plan was made",
              "Plan again, or bring back the files and variables that the plan was made from."));
    }
    refuse(errors);
  }

  /**
   * Compares the machines with those at plan time.
   *
   * @throws DiagnosticException code {@code stale-plan}
   */
  static void hosts(Plan plan, SortedMap<HostName, HostReading> readings) {
    List<Diagnostic> errors = new ArrayList<>();
    readings.forEach(
        (host, reading) -> {
          HostIdentity then = plan.hosts().get(host);
          if (reading instanceof HostReading.Answered now
              && then != null
              && !then.equals(now.identity())) {
            errors.add(
                stale(
                        "Another machine answers as " + host + " since the plan was made",
                        "Its machine-id or host key is not that of plan time. Nothing was changed."
                            + " Check the node's address, then plan again.")
                    .onHost(host.value()));
          }
        });
    refuse(errors);
  }

  /**
   * Finds the steps of every change, and compares them with the plan's.
   *
   * @throws DiagnosticException code {@code stale-plan}
   */
  static SortedMap<ResourceAddress, List<Step>> steps(Request request) {
    SortedMap<ResourceAddress, List<Step>> steps = new TreeMap<>();
    List<Diagnostic> errors = new ArrayList<>();
    for (ResourceAddress address : request.planned()) {
      Optional<Change> change = request.change(address);
      List<Step> found =
          change.isPresent() ? request.managed(address).steps(change.get()) : List.of();
      steps.put(address, found);
      if (change.isEmpty() || !same(request.plannedSteps(address), found)) {
        errors.add(otherSteps(address));
      }
    }
    refuse(errors);
    return steps;
  }

  /** Whether a resource's steps are those of the plan, in the same order on the same hosts. */
  static boolean same(List<Operation> planned, List<Step> steps) {
    if (planned.size() != steps.size()) {
      return false;
    }
    for (int i = 0; i < steps.size(); i++) {
      if (!Objects.equals(planned.get(i).step().orElse(""), steps.get(i).id())
          || !planned.get(i).host().equals(steps.get(i).host())) {
        return false;
      }
    }
    return true;
  }

  static Diagnostic otherSteps(ResourceAddress address) {
    return stale(
            "The plan's steps for " + address + " are not what would be done now",
            "The plan was made by another version of Gantry, or depends on something that has"
                + " changed since. Plan again.")
        .at(address);
  }

  private static Diagnostic stale(String summary, String detail) {
    return Diagnostic.error(CODE, summary, detail);
  }

  private static void refuse(List<Diagnostic> errors) {
    if (!errors.isEmpty()) {
      throw new DiagnosticException(errors);
    }
  }
}
