package dev.gantry.engine.execute;

import static dev.gantry.engine.memory.Things.address;
import static dev.gantry.engine.memory.Things.thing;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gantry.engine.event.Event;
import dev.gantry.engine.memory.Fleet;
import dev.gantry.engine.memory.MemoryWorld;
import dev.gantry.engine.spi.StepException;
import dev.gantry.resources.diagnostic.Diagnostic;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
final class StepRunnerTest {
  private final Fleet fleet = new Fleet(new MemoryWorld());

  @Test
  void whatMayPassIsTriedAgain() {
    AtomicInteger tries = new AtomicInteger();
    fleet
        .with(thing("a", "h1"))
        .failing(
            (_, step) -> {
              if (step.equals("write") && tries.incrementAndGet() < 3) {
                throw new StepException(broken(), true);
              }
            });
    assertThat(fleet.apply().succeeded()).isTrue();
    assertThat(tries).hasValue(3);
    assertThat(fleet.events()).filteredOn(Event.StepRetrying.class::isInstance).hasSize(2);
  }

  @Test
  void whatWillNotPassIsNotTriedAgain() {
    AtomicInteger tries = new AtomicInteger();
    fleet
        .with(thing("a", "h1"))
        .failing(
            (_, _) -> {
              tries.incrementAndGet();
              throw new StepException(broken(), false);
            });
    assertThat(fleet.apply().succeeded()).isFalse();
    assertThat(tries).hasValue(1);
  }

  @Test
  void aStepThatTakesTooLongIsInterruptedAndTriedAgain() {
    AtomicInteger interrupted = new AtomicInteger();
    fleet
        .with(thing("a", "h1"))
        .timeout(Duration.ofMillis(20))
        .failing((_, _) -> block(interrupted));
    Outcome outcome = fleet.apply();
    assertThat(outcome.failures()).extracting(Diagnostic::code).containsExactly("step-timeout");
    assertThat(interrupted).hasValue(3);
  }

  @Test
  void aStepThatCannotBeEndedKeepsItsHostButNotTheRun() {
    CountDownLatch release = new CountDownLatch(1);
    fleet
        .with(thing("a", "h1"), thing("b", "h1"), thing("c", "h2"))
        .timeout(Duration.ofMillis(500))
        .failing(
            (address, _) -> {
              if (address.name().equals("a")) {
                awaitUninterruptibly(release);
              }
            });
    Outcome outcome =
        fleet.apply(
            fleet.plan(),
            new ApplyOptions(4, Duration.ofMillis(1), Duration.ofMillis(20)),
            new StopSignal());
    release.countDown();
    assertThat(outcome.failures()).extracting(Diagnostic::code).containsExactly("step-timeout");
    assertThat(outcome.resources().get(address("b"))).isInstanceOf(Outcome.Skipped.class);
    assertThat(outcome.resources().get(address("c"))).isInstanceOf(Outcome.Done.class);
  }

  private static Diagnostic broken() {
    return Diagnostic.error("broken", "It is broken", "Mend it.");
  }

  private static void block(AtomicInteger interrupted) throws InterruptedException {
    try {
      new CountDownLatch(1).await();
    } catch (InterruptedException e) {
      interrupted.incrementAndGet();
      throw e;
    }
  }

  private static void awaitUninterruptibly(CountDownLatch latch) {
    while (true) {
      try {
        latch.await();
        return;
      } catch (InterruptedException ignored) {
        // Exactly what a step must not do.
      }
    }
  }
}
