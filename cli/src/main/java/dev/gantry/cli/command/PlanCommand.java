package dev.gantry.cli.command;

import dev.gantry.cli.render.ChangeCounts;
import dev.gantry.cli.run.Toolbox;
import dev.gantry.engine.plan.Plan;
import dev.gantry.resources.config.Configuration;
import dev.gantry.state.State;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Shows what apply would do. Changes nothing, here or on any machine. */
@Command(
    description = "Show what apply would do. Changes nothing.",
    footer = {
      "",
      "Examples:",
      "  gantry plan",
      "  gantry plan --out plan.json && gantry apply plan.json",
      "  gantry plan --detailed-exitcode     exits 2 when there are changes",
      "  gantry plan --target Node/worker-3"
    })
final class PlanCommand implements Callable<Integer> {
  private final Root root;

  @Mixin private PlanningOptions planning = new PlanningOptions();
  @Mixin private ConfigurationOptions configuration = new ConfigurationOptions();
  @Mixin private StateOptions state = new StateOptions();
  @Mixin private ParallelismOption parallelism = new ParallelismOption();

  @Option(names = "--out", paramLabel = "FILE", description = "Save the plan, to apply just that.")
  private Optional<String> out = Optional.empty();

  @Option(
      names = "--detailed-exitcode",
      description = "Exit with 0 for no changes, 1 for an error, 2 for changes.")
  private boolean detailed;

  @Option(names = "--json", description = "One JSON object a line instead of text.")
  private boolean json;

  PlanCommand(Root root) {
    this.root = root;
  }

  @Override
  public Integer call() {
    try (Planning view = new Planning(root, json)) {
      return view.telling(() -> plan(view));
    }
  }

  private int plan(Planning view) {
    Configuration desired = configuration.load(root);
    State recorded = state.store(root).read();
    try (Toolbox.Machinery machinery = root.machinery(desired, recorded)) {
      Plan plan = view.plan(machinery, desired, recorded, planning.options(parallelism.hosts()));
      view.show(plan);
      out.ifPresent(file -> save(file, plan));
      return detailed ? exitCode(plan) : ExitCode.DONE;
    }
  }

  private void save(String file, Plan plan) {
    PlanFiles.write(root.path(file), plan);
    if (!json) {
      root.terminal()
          .out()
          .print(
              "\nSaved the plan to: "
                  + file
                  + "\n\nTo do exactly this, run:\n  gantry apply "
                  + file
                  + "\n");
    }
  }

  /** What could not be read may have changed: that is neither "no changes" nor "changes". */
  private static int exitCode(Plan plan) {
    boolean recordsOnly = plan.origin().mode() == Plan.Mode.REFRESH_ONLY && !plan.drift().isEmpty();
    if (recordsOnly || !ChangeCounts.of(plan.changes()).isNothing()) {
      return ExitCode.CHANGES;
    }
    return plan.blocked().isEmpty() ? ExitCode.DONE : ExitCode.ERROR;
  }
}
