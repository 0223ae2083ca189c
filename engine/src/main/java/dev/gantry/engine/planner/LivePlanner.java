package dev.gantry.engine.planner;

import dev.gantry.engine.plan.Change;
import dev.gantry.engine.spi.Expectation;
import dev.gantry.engine.spi.Observation;
import dev.gantry.engine.subject.Managed;
import dev.gantry.engine.subject.Unknowns;
import dev.gantry.resources.address.ResourceAddress;
import dev.gantry.resources.config.Desired;
import dev.gantry.resources.config.References;
import dev.gantry.resources.diagnostic.Diagnostic;
import dev.gantry.resources.diagnostic.DiagnosticException;
import dev.gantry.resources.value.Value;
import dev.gantry.state.Recorded;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/** Decides what becomes of everything that is to be there, dependencies first. */
final class LivePlanner {
  private final Planner.Input input;
  private final Decisions decisions;

  LivePlanner(Planner.Input input, Decisions decisions) {
    this.input = input;
    this.decisions = decisions;
  }

  void decideAll() {
    input.selection().live().forEach(this::decide);
  }

  private void decide(ResourceAddress address) {
    Optional<Observation> observation = input.observed().observation(address);
    if (observation.isEmpty()) {
      believe(address);
      return;
    }
    switch (observation.get()) {
      case Observation.Unknown(Diagnostic reason) -> {
        recorded(address).ifPresent(kept -> decisions.expect(address, kept.attributes()));
        decisions.block(address, reason);
      }
      case Observation.Present present -> decideOrBlock(address, present);
      case Observation.Absent absent -> decideOrBlock(address, absent);
    }
  }

  /** A reference may turn out to be to something that does not fit the field. */
  private void decideOrBlock(ResourceAddress address, Observation observed) {
    try {
      decide(address, observed);
    } catch (DiagnosticException misfit) {
      decisions.block(address, misfit.diagnostics().getFirst());
    }
  }

  /** Nobody was asked: the configuration has not changed, and the state is trusted. */
  private void believe(ResourceAddress address) {
    Value.Fields attributes = recorded(address).orElseThrow().attributes();
    decisions.expect(address, attributes);
    decisions.decide(new Change.NoOp(address, attributes), input.universe().managed(address));
  }

  private void decide(ResourceAddress address, Observation observed) {
    Desired desired =
        References.resolve(
            desired(address),
            dependency -> decisions.expected(dependency).or(() -> attributes(dependency)));
    Managed<?> managed = input.universe().managed(address).withSpec(desired.spec());
    Expectation expectation = managed.expect(observed, input.observed().readings());
    if (blockedByErrors(address, expectation)) {
      return;
    }
    Value.Fields expected =
        Unknowns.restore(withComputed(expectation.attributes(), observed, managed), desired.spec());
    Change change =
        switch (observed) {
          case Observation.Present(Value.Fields before) ->
              madeAnew(
                  live(desired, managed, expected)
                      .present(before, expectation, input.options().replace().contains(address)),
                  desired,
                  managed);
          case Observation.Absent(Value.Fields facts) ->
              new Change.Create(address, facts, expected);
          case Observation.Unknown _ -> throw new IllegalArgumentException("unknown: " + address);
        };
    decisions.expect(
        address, change.outcome().filter(_ -> !(change instanceof Change.NoOp)).orElse(expected));
    accept(change, desired, managed);
  }

  private Live live(Desired desired, Managed<?> managed, Value.Fields expected) {
    ResourceAddress address = desired.address();
    return new Live(
        address,
        managed.kind(),
        expected,
        recorded(address),
        new Live.Links(
            desired.dependencies(),
            input
                .observed()
                .identities(
                    address, recorded(address).map(Recorded::hosts).orElseGet(TreeMap::new))));
  }

  /**
   * What is replaced will be as if it had never been: what was computed of the old one is not taken
   * for the new one's, so that those who refer to it wait for it.
   */
  private Change madeAnew(Change change, Desired desired, Managed<?> managed) {
    if (!(change instanceof Change.Replace replace)) {
      return change;
    }
    Value.Fields facts = Value.Fields.empty();
    for (String name : managed.kind().informational()) {
      Optional<Value> fact = replace.before().find(name);
      facts = fact.isPresent() ? facts.with(name, fact.get()) : facts;
    }
    Expectation expectation =
        managed.expect(new Observation.Absent(facts), input.observed().readings());
    Value.Fields after = Unknowns.restore(expectation.attributes(), desired.spec());
    return new Change.Replace(
        replace.address(),
        replace.before(),
        after,
        Differ.diff(replace.before(), after, managed.kind().informational()),
        replace.because());
  }

  /** A change stands unless something that it needs is blocked, or its destruction is forbidden. */
  private void accept(Change change, Desired desired, Managed<?> managed) {
    ResourceAddress address = change.address();
    Optional<ResourceAddress> blocker = decisions.blockedAmong(desired.dependencies());
    if (blocker.isPresent() && !(change instanceof Change.NoOp)) {
      decisions.block(address, Decisions.waitsFor(address, blocker.get()));
    } else if (change instanceof Change.Replace && Protection.isOn(desired.spec())) {
      decisions.block(address, Protection.refusal(address, "replace"));
    } else {
      decisions.decide(change, managed);
    }
  }

  private boolean blockedByErrors(ResourceAddress address, Expectation expectation) {
    List<Diagnostic> errors =
        expectation.diagnostics().stream().filter(Diagnostic::isError).toList();
    expectation.diagnostics().stream()
        .filter(told -> errors.isEmpty() || !told.equals(errors.getFirst()))
        .forEach(told -> decisions.tell(told.at(address)));
    if (errors.isEmpty()) {
      return false;
    }
    recorded(address).ifPresent(kept -> decisions.expect(address, kept.attributes()));
    decisions.block(address, errors.getFirst());
    return true;
  }

  /** A computed attribute of which the provider expects nothing stays as it is. */
  private static Value.Fields withComputed(
      Value.Fields expected, Observation observed, Managed<?> managed) {
    Value.Fields result = expected;
    if (observed instanceof Observation.Present(Value.Fields now)) {
      for (String name : managed.kind().computed()) {
        if (expected.find(name).isEmpty() && now.find(name).isPresent()) {
          result = result.with(name, now.find(name).get());
        }
      }
    }
    return result;
  }

  private Desired desired(ResourceAddress address) {
    return Optional.ofNullable(input.selection().desired().get(address)).orElseThrow();
  }

  private Optional<Recorded> recorded(ResourceAddress address) {
    return input.universe().recorded(address);
  }

  private Optional<Value.Fields> attributes(ResourceAddress address) {
    return recorded(address).map(Recorded::attributes);
  }
}
