package dev.gantry.engine.execute;

import dev.gantry.engine.event.Event;
import dev.gantry.engine.plan.ExecutionGraph;
import dev.gantry.engine.plan.Operation;
import dev.gantry.engine.probe.HostReading;
import dev.gantry.resources.address.HostName;
import dev.gantry.resources.address.ResourceAddress;
import dev.gantry.resources.diagnostic.Diagnostic;
import dev.gantry.resources.diagnostic.DiagnosticException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * One walk over an execution graph, a virtual thread for each operation that runs. The schedule and
 * the results are guarded by one lock, which is never held while an operation works.
 */
final class Walk {
  private static final String NO_OP = "no-op";

  private final List<Operation> operations;
  private final SortedMap<ResourceAddress, ResourceRun> resources;
  private final Map<HostName, HostReading.Silent> silent;
  private final Run run;
  private final StopSignal stop;
  private final Schedule schedule;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition ended = lock.newCondition();
  private final Set<Thread> threads = new HashSet<>();
  private final SortedMap<ResourceAddress, Outcome.Result> results = new TreeMap<>();
  private final Map<ResourceAddress, Integer> left = new HashMap<>();
  private final Map<ResourceAddress, List<Diagnostic>> failures = new HashMap<>();
  private final List<Diagnostic> problems = new ArrayList<>();

  Walk(
      ExecutionGraph graph,
      SortedMap<ResourceAddress, ResourceRun> resources,
      Map<HostName, HostReading.Silent> silent,
      Run run,
      Executor.Controls controls) {
    this.operations = graph.operations();
    this.resources = resources;
    this.silent = silent;
    this.run = run;
    this.stop = controls.stop();
    this.schedule = new Schedule(graph, controls.options().parallelism());
    operations.forEach(operation -> left.merge(operation.address(), 1, Integer::sum));
  }

  /** Walks to the end, or until nothing more can start. */
  Outcome run() {
    stop.onRequest(this::stopped);
    lock.lock();
    try {
      if (stop.isRequested()) {
        schedule.stop();
      }
      startReady();
      while (!schedule.isOver()) {
        ended.awaitUninterruptibly();
      }
      skip(schedule.neverStarted(), whyNeverStarted());
      return new Outcome(results, stop.isRequested(), problems);
    } finally {
      lock.unlock();
    }
  }

  private void stopped() {
    lock.lock();
    try {
      schedule.stop();
      if (stop.isNow()) {
        threads.forEach(Thread::interrupt);
      }
      ended.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Call with the lock held. */
  private void startReady() {
    for (int operation : schedule.start()) {
      Thread thread = Thread.ofVirtual().unstarted(() -> operate(operation));
      threads.add(thread);
      thread.start();
    }
  }

  private void operate(int number) {
    Operation operation = operations.get(number);
    Optional<StepRunner.Failure> failure = attempt(operation);
    lock.lock();
    try {
      threads.remove(Thread.currentThread());
      if (failure.isPresent()) {
        fail(number, failure.get());
      } else {
        schedule.done(number);
        over(operation);
      }
      startReady();
      ended.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Whatever goes wrong here becomes the operation's failure: the walk must always end. */
  private Optional<StepRunner.Failure> attempt(Operation operation) {
    HostReading.Silent unreadable = operation.host().map(silent::get).orElse(null);
    if (unreadable != null) {
      return Optional.of(new StepRunner.Failure(unreadable.reason(), false, false));
    }
    try {
      return resource(operation).operate(operation);
    } catch (DiagnosticException unwritten) {
      lock.lock();
      try {
        schedule.abort();
        if (problems.isEmpty()) {
          problems.addAll(unwritten.diagnostics());
        }
      } finally {
        lock.unlock();
      }
      return Optional.of(new StepRunner.Failure(unwritten.diagnostics().getFirst(), false, false));
    } catch (RuntimeException | Error bug) {
      return Optional.of(
          new StepRunner.Failure(
              Diagnostic.error(
                  "internal-error",
                  operation.address() + " failed inside Gantry",
                  bug + "\nThis is a mistake in Gantry: please report it."),
              false,
              false));
    }
  }

  /** Call with the lock held. */
  private void fail(int number, StepRunner.Failure failure) {
    Operation operation = operations.get(number);
    Diagnostic reason = failure.reason().at(operation.address());
    List<Diagnostic> reasons =
        failures.computeIfAbsent(operation.address(), _ -> new ArrayList<>());
    if (!reasons.contains(reason)) {
      reasons.add(reason);
    }
    over(operation);
    skip(schedule.failed(number, failure.stuck()), operation.address() + " failed");
  }

  /** Call with the lock held. What a failed resource has itself left is part of its failure. */
  private void skip(List<Integer> lost, String because) {
    for (int number : lost) {
      Operation operation = operations.get(number);
      if (failures.containsKey(operation.address())) {
        over(operation);
      }
    }
    for (int number : lost) {
      Operation operation = operations.get(number);
      if (failures.containsKey(operation.address())) {
        continue;
      }
      if (!results.containsKey(operation.address())) {
        keep(operation, new Outcome.Skipped(operation.action(), because));
        if (!operation.action().equals(NO_OP)) {
          run.tell(
              new Event.ResourceSkipped(
                  operation.address(), operation.action(), because, run.now()));
        }
      }
      over(operation);
    }
  }

  /**
   * Call with the lock held, once for each operation. Hosts where nothing failed go on: only after
   * the last operation is it known how the resource ended.
   */
  private void over(Operation operation) {
    ResourceAddress address = operation.address();
    if (left.merge(address, -1, Integer::sum) > 0) {
      return;
    }
    List<Diagnostic> reasons = failures.get(address);
    if (reasons == null) {
      keep(operation, new Outcome.Done(operation.action()));
    } else {
      results.put(address, new Outcome.Failed(operation.action(), reasons));
      run.tell(new Event.ResourceFailed(address, operation.action(), reasons, run.now()));
    }
  }

  private void keep(Operation operation, Outcome.Result result) {
    if (!operation.action().equals(NO_OP)) {
      results.putIfAbsent(operation.address(), result);
    }
  }

  private String whyNeverStarted() {
    if (stop.isRequested()) {
      return "the run was stopped";
    }
    return problems.isEmpty()
        ? "an earlier step on its host has not ended"
        : problems.getFirst().summary();
  }

  private ResourceRun resource(Operation operation) {
    ResourceRun resource = resources.get(operation.address());
    if (resource == null) {
      throw new IllegalArgumentException("the plan has no change of " + operation.address());
    }
    return resource;
  }
}
