package dev.gantry.engine.execute;

import dev.gantry.engine.event.Event;
import dev.gantry.engine.plan.Change;
import dev.gantry.engine.plan.Operation;
import dev.gantry.engine.spi.Step;
import dev.gantry.engine.spi.StepContext;
import dev.gantry.engine.subject.Managed;
import dev.gantry.engine.subject.Unknowns;
import dev.gantry.resources.address.ResourceAddress;
import dev.gantry.resources.diagnostic.Diagnostic;
import dev.gantry.resources.value.Value;
import dev.gantry.state.Condition;
import dev.gantry.state.JournalEntry;
import dev.gantry.state.Vault;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * One resource's change while it is run, from its first operation to its end. Operations run in the
 * thread that was given them, those of different hosts at once; what they share is guarded by one
 * lock, which is not held while a step works. What other resources may read of it goes through
 * {@link Known}.
 */
final class ResourceRun {
  private final Run run;
  private final Knowledge knowledge;
  private final Change change;
  private final Records records;
  private final ReentrantLock lock = new ReentrantLock();
  private final List<JournalEntry> toWrite = new ArrayList<>();
  private Managed<?> managed;
  private Map<String, Step> steps;
  private Value.Fields after;
  private Value.Fields outputs = Value.Fields.empty();

  /** Those of the outputs that hold secrets, and whether any is not yet written. */
  private Value.Fields secrets = Value.Fields.empty();

  private boolean secretsTold;
  private Optional<Instant> started = Optional.empty();
  private Optional<Diagnostic> refusal = Optional.empty();
  private int stepsDone;

  /** Where a resource learns of others, and tells of itself. */
  record Knowledge(Request request, Known known, Settling settling) {}

  ResourceRun(Run run, Knowledge knowledge, Change change, Managed<?> managed, List<Step> steps) {
    this.run = run;
    this.knowledge = knowledge;
    this.change = change;
    this.managed = managed;
    this.steps = byId(steps);
    this.after = change.outcome().orElse(Value.Fields.empty());
    this.records = new Records(knowledge.request(), change);
  }

  /** Does one operation; empty when it is done. */
  Optional<StepRunner.Failure> operate(Operation operation) {
    Optional<Step> step = locked(() -> begun(operation));
    if (refusal.isPresent()) {
      return Optional.of(new StepRunner.Failure(refusal.get(), false, false));
    }
    if (step.isEmpty()) {
      finish();
      return Optional.empty();
    }
    Instant start = run.now();
    Optional<StepRunner.Failure> failure =
        run.runner().run(address(), step.get(), new Context(step.get()));
    return locked(() -> ended(step.get(), start, failure));
  }

  private <T> T locked(Supplier<T> work) {
    lock.lock();
    try {
      return work.get();
    } finally {
      lock.unlock();
    }
  }

  private static Map<String, Step> byId(List<Step> steps) {
    return steps.stream().collect(Collectors.toMap(Step::id, Function.identity()));
  }

  private ResourceAddress address() {
    return change.address();
  }

  /** The step to run; empty at the end of the change, and when it is refused. */
  private Optional<Step> begun(Operation operation) {
    if (started.isEmpty()) {
      begin(operation);
    }
    if (refusal.isPresent() || operation.step().isEmpty()) {
      return Optional.empty();
    }
    String id = operation.step().get();
    Step step = Optional.ofNullable(steps.get(id)).orElseThrow();
    Instant now = run.now();
    toWrite.add(new JournalEntry.StepStarted(address(), records.pendingAction(), id, now));
    write();
    run.tell(new Event.StepStarted(address(), change.action(), id, step.title(), step.host(), now));
    return Optional.of(step);
  }

  private void begin(Operation first) {
    Instant now = run.now();
    started = Optional.of(now);
    run.tell(new Event.ResourceStarted(address(), change.action(), steps.size(), now));
    if (knowledge.request().isOpen(address())) {
      switch (knowledge.settling().settle(change)) {
        case Settling.Refused(Diagnostic reason) -> {
          refusal = Optional.of(reason);
          return;
        }
        case Settling.Settled settled -> {
          managed = settled.managed();
          steps = byId(settled.steps());
          after = settled.after();
          knowledge.known().put(address(), after);
        }
      }
    }
    if (first.step().isPresent()) {
      toWrite.addAll(records.started(managed, after, first.step().get()));
    }
  }

  private Optional<StepRunner.Failure> ended(
      Step step, Instant start, Optional<StepRunner.Failure> failure) {
    Instant end = run.now();
    toWrite.add(new JournalEntry.StepEnded(address(), step.id(), failure.isEmpty(), end));
    if (failure.isPresent()) {
      toWrite.addAll(
          secretsTold
              ? secretsTold(step)
              : records.failed(managed, managed.settle(after, outputs), step.id()));
      write();
      run.tell(new Event.StepFailed(address(), step.id(), failure.get().reason(), end));
    } else {
      stepsDone++;
      if (stepsDone == steps.size()) {
        settle();
      } else if (secretsTold) {
        toWrite.addAll(secretsTold(step));
      }
      write();
      run.tell(new Event.StepDone(address(), step.id(), Duration.between(start, end), end));
    }
    return failure;
  }

  private List<JournalEntry> secretsTold(Step step) {
    secretsTold = false;
    return records.secretsTold(managed, managed.settle(after, outputs), secrets, step.id());
  }

  /** The record goes to disk with the end of the last step: one write, and nothing in between. */
  private void settle() {
    Value.Fields settled = Unknowns.strip(managed.settle(after, outputs));
    toWrite.addAll(records.finished(managed, settled));
    knowledge.known().put(address(), settled);
  }

  private void write() {
    run.append(toWrite);
    toWrite.clear();
  }

  private void finish() {
    if (steps.isEmpty()) {
      settle();
      write();
    }
    Instant end = run.now();
    run.tell(
        new Event.ResourceDone(
            address(), change.action(), Duration.between(started.orElse(end), end), end));
  }

  /** What the running step sees of the engine. */
  private final class Context implements StepContext {
    private final Step step;

    Context(Step step) {
      this.step = step;
    }

    @Override
    public Value.Fields after() {
      return after;
    }

    @Override
    public Duration timeout() {
      return step.timeout();
    }

    @Override
    public void progress(String message) {
      run.tell(new Event.StepProgress(address(), step.id(), message, run.now()));
    }

    @Override
    public Vault vault() {
      return run.vault();
    }

    @Override
    public void output(String attribute, Value value) {
      lock.lock();
      try {
        outputs = outputs.with(attribute, value);
        if (value.holdsSecret()) {
          secrets = secrets.with(attribute, value);
          secretsTold = true;
        }
        knowledge.known().put(address(), after.merge(outputs));
      } finally {
        lock.unlock();
      }
    }

    @Override
    public void condition(String type, Condition.Status status, String reason, String message) {
      lock.lock();
      try {
        records.condition(new Condition(type, status, reason, message, run.now()));
      } finally {
        lock.unlock();
      }
    }
  }
}
