package dev.gantry.cli.command;

import dev.gantry.cli.render.PlanJson;
import dev.gantry.cli.render.PlanText;
import dev.gantry.cli.run.Toolbox;
import dev.gantry.cli.terminal.Terminal;
import dev.gantry.engine.plan.Plan;
import dev.gantry.engine.planner.PlanOptions;
import dev.gantry.resources.address.ResourceAddress;
import dev.gantry.resources.config.Configuration;
import dev.gantry.state.State;
import dev.gantry.state.json.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Tells what on the machines is not as it was recorded. Changes nothing anywhere. */
@Command(
    description = {
      "Tell what on the machines is no longer as it was applied. Changes nothing.",
      "",
      "Exits with 0 when there is no drift, 2 when there is, 1 for an error or when machines could"
          + " not be read and the others have no drift."
    },
    footer = {"", "Example, for a nightly job:", "  gantry drift --json > drift.json"})
final class DriftCommand implements Callable<Integer> {
  private final Root root;

  @Mixin private ConfigurationOptions configuration = new ConfigurationOptions();
  @Mixin private StateOptions state = new StateOptions();
  @Mixin private ParallelismOption parallelism = new ParallelismOption();

  @Option(
      names = "--target",
      paramLabel = "ADDRESS",
      description = "Look only at this resource and what it needs.")
  private List<String> targets = new ArrayList<>();

  @Option(names = "--json", description = "One JSON document instead of text.")
  private boolean json;

  DriftCommand(Root root) {
    this.root = root;
  }

  @Override
  public Integer call() {
    Configuration desired = configuration.load(root);
    State recorded = state.store(root).read();
    Terminal terminal = root.terminal();
    try (Planning view = new Planning(root, false);
        Toolbox.Machinery machinery = root.machinery(desired, recorded)) {
      Plan plan =
          json
              ? machinery.engine().plan(desired, recorded, options(), event -> {})
              : view.plan(machinery, desired, recorded, options());
      terminal
          .out()
          .print(
              json
                  ? Json.pretty(PlanJson.drift(plan))
                  : "\n" + PlanText.driftOf(plan, terminal.style()));
      return exitCode(plan);
    }
  }

  private PlanOptions options() {
    return new PlanOptions(
        Plan.Mode.REFRESH_ONLY,
        true,
        Addresses.parse(targets),
        new TreeSet<ResourceAddress>(),
        new TreeSet<ResourceAddress>(),
        parallelism.hosts());
  }

  private static int exitCode(Plan plan) {
    if (!plan.drift().isEmpty()) {
      return ExitCode.CHANGES;
    }
    return plan.blocked().isEmpty() ? ExitCode.DONE : ExitCode.ERROR;
  }
}
