package dev.gantry.engine;

import static dev.gantry.engine.memory.Things.address;
import static dev.gantry.engine.memory.Things.thing;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gantry.engine.execute.Outcome;
import dev.gantry.engine.execute.StopSignal;
import dev.gantry.engine.memory.Faults;
import dev.gantry.engine.memory.Fleet;
import dev.gantry.engine.memory.MemoryProvider;
import dev.gantry.engine.memory.MemorySession;
import dev.gantry.engine.memory.MemoryWorld;
import dev.gantry.engine.memory.Things;
import dev.gantry.engine.plan.Change;
import dev.gantry.engine.plan.Plan;
import dev.gantry.engine.plan.PlanFile;
import dev.gantry.engine.spi.StepException;
import dev.gantry.resources.address.HostName;
import dev.gantry.resources.address.ResourceAddress;
import dev.gantry.resources.config.Desired;
import dev.gantry.resources.diagnostic.Diagnostic;
import dev.gantry.resources.value.Value;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Timeout;

/**
 * What must hold for any configuration and any past. Each repetition has a seed of its own, named
 * by every assertion; put it in {@link #seed} to see that case again.
 */
@Timeout(60)
final class PropertiesTest {
  private static final int HOSTS = 5;

  private final long seed = System.nanoTime();
  private final Random random = new Random(seed);
  private boolean copies;
  private final Fleet fleet = new Fleet(new MemoryWorld());

  @RepeatedTest(30)
  void applyingAPlanGivesWhatIsDesiredAndPlanningAgainNothing() {
    for (int round = 0; round < 4; round++) {
      configure();
      tamper();
      Plan plan = fleet.plan();
      assertThat(PlanFile.read(PlanFile.write(plan))).as("seed %s", seed).isEqualTo(plan);
      assertThat(fleet.apply(plan).succeeded()).as("seed %s", seed).isTrue();
      assertConverged();
    }
  }

  @RepeatedTest(20)
  void everyStepStartsAfterAllThatItDependsOn() {
    configure();
    List<String> ended = new ArrayList<>();
    Map<ResourceAddress, Set<ResourceAddress>> dependencies = new TreeMap<>();
    fleet
        .configuration()
        .resources()
        .forEach((address, desired) -> dependencies.put(address, desired.dependencies()));
    fleet.failing(
        (address, step) -> {
          synchronized (ended) {
            if (step.equals("write")) {
              for (ResourceAddress dependency : dependencies.getOrDefault(address, Set.of())) {
                assertThat(ended).as("seed %s", seed).contains(dependency + ":activate");
              }
            }
            ended.add(address + ":" + step);
          }
        });
    assertThat(fleet.apply().failures()).as("seed %s", seed).isEmpty();
  }

  @RepeatedTest(20)
  void aFailingStepSkipsExactlyItsDescendants() {
    configure();
    ResourceAddress victim = anyThing();
    fleet.failing(
        (address, _) -> {
          if (address.equals(victim)) {
            throw new StepException(Diagnostic.error("broken", "Broken", "Mend it."), false);
          }
        });
    Outcome outcome = fleet.apply();
    Set<ResourceAddress> skipped = new TreeSet<>();
    outcome
        .resources()
        .forEach(
            (address, result) -> {
              if (result instanceof Outcome.Skipped) {
                skipped.add(address);
              } else {
                assertThat(result instanceof Outcome.Failed)
                    .as("seed %s: %s", seed, address)
                    .isEqualTo(address.equals(victim));
              }
            });
    assertThat(skipped).as("seed %s", seed).isEqualTo(descendants(victim));
    fleet.failing(Faults.NONE);
    assertThat(fleet.apply().succeeded()).as("seed %s", seed).isTrue();
    assertConverged();
  }

  @RepeatedTest(20)
  void whatCannotBeSeenIsNeverChanged() {
    configure();
    fleet.apply();
    configure();
    tamper();
    Set<HostName> silent = new HashSet<>();
    for (int host = 0; host < HOSTS; host++) {
      if (random.nextBoolean()) {
        silent.add(new HostName("h" + host));
        fleet.world().reachable(new HostName("h" + host), false);
      }
    }
    var before = fleet.world().files();
    Plan plan = fleet.plan();
    for (Change change : plan.changes()) {
      assertThat(silent)
          .as("seed %s: %s", seed, change)
          .doesNotContainAnyElementsOf(hosts(change.address()));
    }
    assertThat(fleet.apply(plan).succeeded()).as("seed %s", seed).isTrue();
    before.forEach(
        (name, file) -> {
          if (file.text("host").map(HostName::new).filter(silent::contains).isPresent()) {
            assertThat(fleet.world().files()).as("seed %s", seed).containsEntry(name, file);
          }
        });
    silent.forEach(host -> fleet.world().reachable(host, true));
    assertThat(fleet.apply().succeeded()).as("seed %s", seed).isTrue();
    assertConverged();
  }

  @RepeatedTest(60)
  void aRunThatIsKilledAnywhereIsFinishedByTheNext() {
    copies = true;
    configure();
    if (random.nextBoolean()) {
      fleet.apply();
      configure();
      tamper();
    }
    for (int kills = 0; kills < 3; kills++) {
      killedApply();
    }
    if (random.nextBoolean()) {
      configure();
    }
    assertThat(fleet.apply().failures()).as("seed %s", seed).isEmpty();
    assertConverged();
  }

  /** From a random moment on, nothing reaches the disk or a machine any more. */
  private void killedApply() {
    AtomicInteger left = new AtomicInteger(1 + random.nextInt(60));
    Runnable life =
        () -> {
          if (left.decrementAndGet() <= 0) {
            throw new Killed();
          }
        };
    fleet.failing((_, _) -> life.run());
    Plan plan = fleet.plan();
    try (MemorySession session = new MemorySession(fleet.state(), _ -> life.run())) {
      try {
        fleet.apply(plan, session, Fleet.QUICK, new StopSignal());
      } catch (Killed _) {
        // As a process that was killed, it says nothing more.
      }
      fleet.state(session.current());
    }
    fleet.failing(Faults.NONE);
  }

  private static final class Killed extends Error {
    private static final long serialVersionUID = 1L;
  }

  private void assertConverged() {
    Plan again = fleet.plan();
    assertThat(Fleet.actions(again)).as("seed %s", seed).isEmpty();
    assertThat(again.blocked()).as("seed %s", seed).isEmpty();
    assertThat(again.drift()).as("seed %s", seed).isEmpty();
    assertThat(fleet.world().running()).as("seed %s", seed).isEqualTo(fleet.world().files());
    Map<String, Value> settings = new TreeMap<>();
    fleet.world().files().forEach((name, file) -> settings.put(name, file.fields("settings")));
    Map<String, Value> wanted = new TreeMap<>();
    fleet
        .configuration()
        .resources()
        .forEach((at, desired) -> wanted.put(at.name(), desired.spec().fields("settings")));
    assertThat(settings).as("seed %s", seed).isEqualTo(wanted);
    assertThat(fleet.state().resources().keySet())
        .as("seed %s", seed)
        .isEqualTo(fleet.configuration().resources().keySet());
  }

  /** Another configuration: things come, go, and change; each stays on its host. */
  private void configure() {
    for (int i = 0; i < 14; i++) {
      fleet.without("t" + i);
      if (random.nextInt(4) > 0) {
        Things.Builder thing = thing("t" + i, "h" + i % HOSTS).zone("z" + random.nextInt(2));
        for (int setting = 0; setting < random.nextInt(3); setting++) {
          thing.set("s" + setting, "v" + random.nextInt(3));
        }
        if (copies && random.nextBoolean()) {
          thing.copies("h" + random.nextInt(HOSTS), "copy" + random.nextInt(HOSTS));
        }
        relate(thing, i);
        fleet.with(thing);
      }
    }
  }

  private void relate(Things.Builder thing, int number) {
    boolean refers = false;
    for (int other = 0; other < number; other++) {
      if (!fleet.configuration().resources().containsKey(address("t" + other))
          || random.nextInt(4) > 0) {
        continue;
      }
      if (refers) {
        thing.after("t" + other);
      } else {
        thing.upstream("t" + other);
        refers = true;
      }
    }
  }

  /** Somebody works on the machines by hand. */
  private void tamper() {
    for (String name : fleet.world().files().keySet()) {
      Value.Fields file = fleet.world().files().get(name);
      HostName host = new HostName(file == null ? "h0" : file.text("host").orElse("h0"));
      if (file != null && random.nextInt(6) == 0) {
        fleet
            .world()
            .edit(host, name, file.with("settings", Value.ofTexts(Map.of("s0", "by-hand"))));
      } else if (random.nextInt(8) == 0) {
        fleet.world().lose(host, name);
      }
    }
  }

  private ResourceAddress anyThing() {
    List<ResourceAddress> all = List.copyOf(fleet.configuration().resources().keySet());
    return all.isEmpty() ? address("t0") : all.get(random.nextInt(all.size()));
  }

  private Set<ResourceAddress> descendants(ResourceAddress root) {
    Set<ResourceAddress> found = new TreeSet<>();
    Deque<ResourceAddress> open = new ArrayDeque<>(List.of(root));
    while (!open.isEmpty()) {
      ResourceAddress at = open.remove();
      for (Desired desired : fleet.configuration().resources().values()) {
        if (desired.dependencies().contains(at) && found.add(desired.address())) {
          open.add(desired.address());
        }
      }
    }
    return found;
  }

  private List<HostName> hosts(ResourceAddress address) {
    int number = Integer.parseInt(address.name().substring(1));
    assertThat(address.kind()).isEqualTo(MemoryProvider.KIND.name());
    return List.of(new HostName("h" + number % HOSTS));
  }
}
