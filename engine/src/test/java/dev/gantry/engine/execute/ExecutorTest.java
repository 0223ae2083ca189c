package dev.gantry.engine.execute;

import static dev.gantry.engine.memory.Things.address;
import static dev.gantry.engine.memory.Things.thing;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gantry.engine.memory.Faults;
import dev.gantry.engine.memory.Fleet;
import dev.gantry.engine.memory.MemorySession;
import dev.gantry.engine.memory.MemoryWorld;
import dev.gantry.engine.plan.Plan;
import dev.gantry.engine.spi.StepException;
import dev.gantry.resources.address.HostName;
import dev.gantry.resources.address.ResourceAddress;
import dev.gantry.resources.diagnostic.Diagnostic;
import dev.gantry.resources.diagnostic.DiagnosticException;
import dev.gantry.resources.value.Value;
import dev.gantry.state.JournalEntry;
import dev.gantry.state.Pending;
import dev.gantry.state.Recorded;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
final class ExecutorTest {
  private static final HostName H1 = new HostName("h1");

  private final Fleet fleet = new Fleet(new MemoryWorld());

  @Test
  void stepsOfOneHostRunOneAfterAnother() {
    Map<String, AtomicInteger> running = new ConcurrentHashMap<>();
    AtomicInteger most = new AtomicInteger();
    for (int i = 0; i < 40; i++) {
      fleet.with(thing("t" + i, "h" + i % 4));
    }
    fleet.failing(
        (address, _) -> {
          AtomicInteger count = running.computeIfAbsent(hostOf(address), _ -> new AtomicInteger());
          most.accumulateAndGet(count.incrementAndGet(), Math::max);
          count.decrementAndGet();
        });
    assertThat(fleet.apply().succeeded()).isTrue();
    assertThat(most).hasValue(1);
  }

  @Test
  void soManyHostsWorkAtOnceAndNoMore() {
    int parallelism = 3;
    CyclicBarrier together = new CyclicBarrier(parallelism);
    AtomicInteger running = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    for (int i = 0; i < 6; i++) {
      fleet.with(thing("t" + i, "h" + i));
    }
    fleet.failing(
        (_, _) -> {
          most.accumulateAndGet(running.incrementAndGet(), Math::max);
          await(together);
          running.decrementAndGet();
        });
    Outcome outcome =
        fleet.apply(fleet.plan(), Fleet.QUICK.withParallelism(parallelism), new StopSignal());
    assertThat(outcome.failures()).isEmpty();
    assertThat(most.get()).isBetween(parallelism, parallelism);
  }

  @Test
  void hostsOfOneChangeWorkAtOnce() {
    CyclicBarrier together = new CyclicBarrier(3);
    fleet.with(thing("a", "h1").copies("h2", "h3", "h4"));
    fleet.failing(
        (_, step) -> {
          if (step.startsWith("send:")) {
            await(together);
          }
        });
    assertThat(fleet.apply().failures()).isEmpty();
    assertThat(pending("a")).isEmpty();
  }

  @Test
  void aFailedHostLetsTheOthersOfItsChangeGoOn() {
    Queue<String> steps = new ConcurrentLinkedQueue<>();
    fleet.with(thing("a", "h1").copies("h2", "h3", "h4"), thing("b", "h5").after("a"));
    fleet.failing(
        (address, step) -> {
          steps.add(step);
          if (step.equals("send:h2") || step.equals("unpack:h3")) {
            throw new StepException(Diagnostic.error(step, "Broken", "Mend it."), false);
          }
        });
    Outcome outcome = fleet.apply();
    assertThat(outcome.failures())
        .extracting(Diagnostic::code)
        .containsExactlyInAnyOrder("send:h2", "unpack:h3");
    assertThat(steps)
        .containsExactlyInAnyOrder(
            "write", "send:h2", "send:h3", "unpack:h3", "send:h4", "unpack:h4");
    assertThat(outcome.resources())
        .containsEntry(address("b"), new Outcome.Skipped("create", "Thing/a failed"));
    assertThat(pending("a")).map(Pending::action).contains("create");
    fleet.failing(Faults.NONE);
    assertThat(fleet.apply().succeeded()).isTrue();
    assertThat(Fleet.actions(fleet.plan())).isEmpty();
  }

  @Test
  void aFailedStepSkipsWhatWaitsForItAndNothingElse() {
    fleet.with(
        thing("a", "h1"),
        thing("b", "h2").after("a"),
        thing("c", "h3").after("b"),
        thing("d", "h4"),
        thing("e", "h4").after("d"));
    fleet.failing(failing("Thing/a", "write", false));
    Outcome outcome = fleet.apply();
    assertThat(outcome.resources())
        .containsEntry(address("b"), new Outcome.Skipped("create", "Thing/a failed"))
        .containsEntry(address("c"), new Outcome.Skipped("create", "Thing/a failed"))
        .containsEntry(address("d"), new Outcome.Done("create"))
        .containsEntry(address("e"), new Outcome.Done("create"));
    assertThat(outcome.failures()).extracting(Diagnostic::code).containsExactly("broken");
    assertThat(pending("a")).contains(new Pending("create", "write"));
    assertThat(fleet.state().resources()).doesNotContainKey(address("b"));
    fleet.failing(Faults.NONE);
    assertThat(fleet.apply().succeeded()).isTrue();
    assertThat(Fleet.actions(fleet.plan())).isEmpty();
  }

  @Test
  void theFirstStopFinishesWhatRunsAndSaves() {
    StopSignal stop = new StopSignal();
    fleet.with(thing("a", "h1"), thing("b", "h2").after("a")).failing((_, _) -> stop.request());
    Outcome outcome = fleet.apply(fleet.plan(), Fleet.QUICK, stop);
    assertThat(outcome.stopped()).isTrue();
    assertThat(fleet.world().files()).containsOnlyKeys("a");
    assertThat(outcome.resources())
        .containsEntry(address("b"), new Outcome.Skipped("create", "the run was stopped"));
    assertThat(pending("a")).isPresent();
    fleet.failing(Faults.NONE);
    assertThat(fleet.apply().succeeded()).isTrue();
    assertThat(fleet.world().running()).isEqualTo(fleet.world().files());
  }

  @Test
  void aResourceWhoseLastStepWasRunningIsDoneWhenStopped() {
    StopSignal stop = new StopSignal();
    fleet
        .with(thing("a", "h1"), thing("b", "h2").after("a"))
        .failing(
            (_, step) -> {
              if (step.equals("activate")) {
                stop.request();
              }
            });
    Outcome outcome = fleet.apply(fleet.plan(), Fleet.QUICK, stop);
    assertThat(outcome.resources())
        .containsEntry(address("a"), new Outcome.Done("create"))
        .containsEntry(address("b"), new Outcome.Skipped("create", "the run was stopped"));
    assertThat(pending("a")).isEmpty();
  }

  @Test
  void theSecondStopInterruptsWhatRuns() {
    StopSignal stop = new StopSignal();
    AtomicInteger interrupted = new AtomicInteger();
    fleet
        .with(thing("a", "h1"))
        .failing(
            (_, _) -> {
              stop.request();
              stop.request();
              block(interrupted);
            });
    Outcome outcome = fleet.apply(fleet.plan(), Fleet.QUICK, stop);
    assertThat(outcome.failures()).extracting(Diagnostic::code).containsExactly("interrupted");
    assertThat(interrupted).hasValue(1);
  }

  @Test
  void intentIsOnDiskBeforeAStepStarts() {
    fleet.with(thing("a", "h1"));
    MemorySession session = new MemorySession(fleet.state());
    fleet.failing(
        (address, step) ->
            assertThat(session.entries())
                .filteredOn(JournalEntry.StepStarted.class::isInstance)
                .last()
                .satisfies(
                    entry -> {
                      assertThat(((JournalEntry.StepStarted) entry).address()).isEqualTo(address);
                      assertThat(((JournalEntry.StepStarted) entry).step()).isEqualTo(step);
                    }));
    Outcome outcome = fleet.apply(fleet.plan(), session, Fleet.QUICK, new StopSignal());
    assertThat(outcome.failures()).isEmpty();
    assertThat(session.entries().getFirst()).isInstanceOf(JournalEntry.RunStarted.class);
    assertThat(session.entries().getLast()).isInstanceOf(JournalEntry.RunEnded.class);
  }

  @Test
  void aRepairThatWasCutOffIsFinishedThoughNothingDiffersAnyMore() {
    fleet.with(thing("a", "h1").set("x", "1")).apply();
    Value.Fields file = fleet.world().file(H1, "a").orElseThrow();
    fleet.world().edit(H1, "a", file.with("settings", Value.Fields.empty()));
    fleet.failing(failing("Thing/a", "activate", false));
    assertThat(fleet.apply().succeeded()).isFalse();
    assertThat(fleet.world().file(H1, "a")).contains(file);
    fleet.failing(Faults.NONE);
    assertThat(Fleet.actions(fleet.plan())).containsExactly("update Thing/a");
    assertThat(fleet.apply().succeeded()).isTrue();
    assertThat(fleet.world().running()).containsEntry("a", file);
    assertThat(Fleet.actions(fleet.plan())).isEmpty();
  }

  @Test
  void aStateThatCannotBeWrittenStopsTheRun() {
    fleet.with(thing("a", "h1"), thing("b", "h2").after("a"));
    MemorySession session =
        new MemorySession(
            fleet.state(),
            entry -> {
              if (entry instanceof JournalEntry.StepStarted started
                  && started.step().equals("activate")) {
                throw new DiagnosticException(
                    Diagnostic.error("state-unwritable", "The disk is full", "Make room."));
              }
            });
    Outcome outcome = fleet.apply(fleet.plan(), session, Fleet.QUICK, new StopSignal());
    assertThat(outcome.diagnostics())
        .extracting(Diagnostic::code)
        .containsExactly("state-unwritable");
    assertThat(outcome.succeeded()).isFalse();
    assertThat(fleet.world().running()).isEmpty();
    assertThat(fleet.world().files()).containsOnlyKeys("a");
  }

  @Test
  void aHostThatWentSilentFailsItsOwnResourcesOnly() {
    fleet.with(thing("a", "h1"), thing("b", "h2"));
    Plan plan = fleet.plan();
    fleet.world().reachable(H1, false);
    Outcome outcome = fleet.apply(plan);
    assertThat(outcome.failures()).extracting(Diagnostic::code).containsExactly("host-unreachable");
    assertThat(outcome.resources()).containsEntry(address("b"), new Outcome.Done("create"));
  }

  @Test
  void everyStepAndResourceIsTold() {
    fleet.with(thing("a", "h1")).apply();
    assertThat(fleet.events())
        .extracting(event -> event.getClass().getSimpleName())
        .containsExactly(
            "ProbeStarted",
            "ProbeEnded",
            "ProbeStarted",
            "ProbeEnded",
            "ResourceStarted",
            "StepStarted",
            "StepDone",
            "StepStarted",
            "StepDone",
            "ResourceDone");
  }

  private Optional<Pending> pending(String name) {
    return Optional.ofNullable(fleet.state().resources().get(address(name)))
        .flatMap(Recorded::pending);
  }

  private static Faults failing(String address, String step, boolean retryable) {
    return (at, id) -> {
      if (at.toString().equals(address) && id.equals(step)) {
        throw new StepException(broken(), retryable);
      }
    };
  }

  private static Diagnostic broken() {
    return Diagnostic.error("broken", "It is broken", "Mend it.");
  }

  private static String hostOf(ResourceAddress address) {
    return "h" + Integer.parseInt(address.name().substring(1)) % 4;
  }

  private static void await(CyclicBarrier barrier) throws InterruptedException {
    try {
      barrier.await(10, TimeUnit.SECONDS);
    } catch (BrokenBarrierException | TimeoutException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void block(AtomicInteger interrupted) throws InterruptedException {
    try {
      new CountDownLatch(1).await();
    } catch (InterruptedException e) {
      interrupted.incrementAndGet();
      throw e;
    }
  }
}
