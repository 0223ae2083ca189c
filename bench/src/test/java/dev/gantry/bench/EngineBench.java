package dev.gantry.bench;

import dev.gantry.engine.Engine;
import dev.gantry.engine.execute.ApplyOptions;
import dev.gantry.engine.execute.Outcome;
import dev.gantry.engine.execute.StopSignal;
import dev.gantry.engine.memory.Faults;
import dev.gantry.engine.memory.Fleet;
import dev.gantry.engine.memory.MemoryProvider;
import dev.gantry.engine.memory.MemoryWorld;
import dev.gantry.engine.plan.Plan;
import dev.gantry.engine.planner.PlanOptions;
import dev.gantry.resources.address.HostName;
import dev.gantry.resources.config.Configuration;
import dev.gantry.resources.yaml.ConfigLoader;
import dev.gantry.state.Recorded;
import dev.gantry.state.StateSession;
import dev.gantry.state.local.LocalStateStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;

/**
 * One command on many things in memory, as a process of its own would do it: YAML is read, the
 * state is read from disk, every change is journalled with fsync. Only the machines cost nothing.
 *
 * <p>Arguments: {@code write FOLDER chain|independent COUNT}, {@code plan FOLDER EXPECTED} or
 * {@code apply FOLDER EXPECTED}, where EXPECTED is how many changes there must be.
 */
public final class EngineBench {
  private static final int HOSTS = 100;

  private EngineBench() {}

  /** Runs one command; fails unless it did as much as was expected. */
  public static void main(String[] args) throws IOException {
    Path folder = Path.of(args[1]);
    switch (args[0]) {
      case "write" -> write(folder, args[2].equals("chain"), Integer.parseInt(args[3]));
      case "plan" -> expect(Integer.parseInt(args[2]), plan(folder));
      case "apply" -> expect(Integer.parseInt(args[2]), apply(folder));
      default -> throw new IllegalArgumentException(args[0]);
    }
  }

  private static void write(Path folder, boolean chain, int count) throws IOException {
    StringBuilder yaml = new StringBuilder();
    for (int i = 0; i < count; i++) {
      yaml.append("---\napiVersion: gantry.dev/v1\nkind: Thing\nmetadata: {name: t")
          .append(i)
          .append("}\nspec:\n  host: h")
          .append(i % HOSTS)
          .append("\n  settings: {size: \"")
          .append(i)
          .append("\"}\n");
      if (chain && i > 0) {
        yaml.append("  upstream: ${Thing/t").append(i - 1).append(".id}\n");
      }
    }
    Files.writeString(folder.resolve("things.yaml"), yaml);
  }

  private static int plan(Path folder) {
    Configuration configuration = load(folder);
    var state = store(folder).read();
    Plan plan =
        engine(world(state.resources().values()))
            .plan(configuration, state, PlanOptions.normal(), _ -> {});
    return Fleet.actions(plan).size();
  }

  private static int apply(Path folder) {
    Configuration configuration = load(folder);
    try (StateSession session = store(folder).open("apply")) {
      Engine engine = engine(world(session.current().resources().values()));
      Plan plan = engine.plan(configuration, session.current(), PlanOptions.normal(), _ -> {});
      Outcome outcome =
          engine.apply(
              plan, configuration, session, ApplyOptions.usual(), _ -> {}, new StopSignal());
      return outcome.done("create");
    }
  }

  private static Configuration load(Path folder) {
    return new ConfigLoader(List.of(MemoryProvider.KIND)).load(folder, Map.of(), Map.of());
  }

  private static LocalStateStore store(Path folder) {
    return new LocalStateStore(folder.resolve("gantry.state.json"));
  }

  /** Machines on which everything is as it was recorded: memory ends with its process. */
  private static MemoryWorld world(Iterable<Recorded> recorded) {
    MemoryWorld world = new MemoryWorld();
    for (Recorded one : recorded) {
      one.attributes()
          .text("host")
          .ifPresent(
              host ->
                  world.edit(
                      new HostName(host), one.address().name(), one.attributes().without("facts")));
    }
    return world;
  }

  private static Engine engine(MemoryWorld world) {
    return new Engine(
        List.of(new MemoryProvider(world, Faults.NONE)), world, "0.1.0", Clock.systemUTC());
  }

  private static void expect(int expected, int changes) {
    if (changes != expected) {
      throw new IllegalStateException(changes + " changes instead of " + expected);
    }
  }
}
