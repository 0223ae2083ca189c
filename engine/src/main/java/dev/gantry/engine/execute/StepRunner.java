package dev.gantry.engine.execute;

import dev.gantry.engine.event.Event;
import dev.gantry.engine.spi.Step;
import dev.gantry.engine.spi.StepContext;
import dev.gantry.engine.spi.StepException;
import dev.gantry.resources.address.ResourceAddress;
import dev.gantry.resources.diagnostic.Diagnostic;
import dev.gantry.resources.diagnostic.DiagnosticException;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicReference;

/** Runs one step to its end: tries, time limits and pauses. Safe for use by several threads. */
final class StepRunner {
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

  private final ApplyOptions options;
  private final StopSignal stop;
  private final EventSink events;
  private final Clock clock;

  StepRunner(ApplyOptions options, StopSignal stop, EventSink events, Clock clock) {
    this.options = options;
    this.stop = stop;
    this.events = events;
    this.clock = clock;
  }

  /**
   * How a try failed.
   *
   * @param stuck whether the step's thread still runs though it was told to end
   */
  record Failure(Diagnostic reason, boolean retryable, boolean stuck) {}

  /** Runs a step; empty when it is done. An interrupt of the caller ends the step. */
  Optional<Failure> run(ResourceAddress address, Step step, StepContext context) {
    for (int attempt = 1; ; attempt++) {
      Optional<Failure> failure = attempt(address, step, context);
      if (failure.isEmpty() || !failure.get().retryable() || attempt >= step.attempts()) {
        return failure;
      }
      Duration pause = pause(attempt);
      events.tell(
          new Event.StepRetrying(
              address, step.id(), attempt, pause, failure.get().reason(), clock.instant()));
      if (!sleep(pause)) {
        return failure;
      }
    }
  }

  /** Runs the action in a thread of its own, so that a time limit or a stop can end it. */
  private Optional<Failure> attempt(ResourceAddress address, Step step, StepContext context) {
    AtomicReference<Optional<Failure>> result = new AtomicReference<>(Optional.empty());
    Thread thread =
        Thread.ofVirtual()
            .name(address + ":" + step.id())
            .start(() -> result.set(act(address, step, context)));
    Failure ended;
    try {
      if (thread.join(step.timeout())) {
        return result.get();
      }
      ended = timedOut(address, step);
    } catch (InterruptedException _) {
      ended = interrupted(address, step);
    }
    thread.interrupt();
    return Optional.of(awaitEnd(thread, ended));
  }

  private static Optional<Failure> act(ResourceAddress address, Step step, StepContext context) {
    try {
      step.action().run(context);
      return Optional.empty();
    } catch (StepException e) {
      return Optional.of(new Failure(placed(e.diagnostic(), address), e.retryable(), false));
    } catch (InterruptedException _) {
      return Optional.of(interrupted(address, step));
    } catch (DiagnosticException e) {
      Diagnostic reason = placed(e.diagnostics().getFirst(), address);
      return Optional.of(new Failure(reason, false, false));
    } catch (RuntimeException | Error bug) {
      return Optional.of(new Failure(mistake(address, step, bug), false, false));
    }
  }

  /** A step that does not end is left behind, never run beside a second try of itself. */
  private Failure awaitEnd(Thread thread, Failure ended) {
    try {
      if (thread.join(options.grace())) {
        return ended;
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
    return new Failure(ended.reason(), false, true);
  }

  /** Doubles with every try, within bounds, and varies between half and one and a half of it. */
  private Duration pause(int attempt) {
    Duration doubled = options.firstPause().multipliedBy(1L << Math.min(attempt - 1, 16));
    Duration capped = doubled.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : doubled;
    double chance = 0.5 + ThreadLocalRandom.current().nextDouble();
    return Duration.ofNanos((long) (capped.toNanos() * chance));
  }

  /** Whether the pause went by without anyone asking to stop. */
  private boolean sleep(Duration pause) {
    try {
      return !stop.isRequested() && !stop.awaitRequest(pause);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private static Diagnostic placed(Diagnostic diagnostic, ResourceAddress address) {
    return diagnostic.where().address().isPresent() ? diagnostic : diagnostic.at(address);
  }

  private static Failure timedOut(ResourceAddress address, Step step) {
    return new Failure(
        placed(
            step,
            Diagnostic.error(
                    "step-timeout",
                    "Step " + step.id() + " took too long",
                    "It was ended after "
                        + step.timeout().toSeconds()
                        + " s while "
                        + step.title()
                        + ". Look at the host, then apply again: the step is safe to run again.")
                .at(address)),
        true,
        false);
  }

  private static Failure interrupted(ResourceAddress address, Step step) {
    return new Failure(
        placed(
            step,
            Diagnostic.error(
                    "interrupted",
                    "Step " + step.id() + " was interrupted",
                    "The run was stopped while " + step.title() + ". Apply again to finish it.")
                .at(address)),
        false,
        false);
  }

  private static Diagnostic mistake(ResourceAddress address, Step step, Throwable bug) {
    return placed(
        step,
        Diagnostic.error(
                "internal-error",
                "Step " + step.id() + " failed inside Gantry",
                bug + "\nThis is a mistake in Gantry: please report it.")
            .at(address));
  }

  private static Diagnostic placed(Step step, Diagnostic diagnostic) {
    return step.host().isPresent() ? diagnostic.onHost(step.host().get().value()) : diagnostic;
  }
}
