package dev.gantry.cli.command;

import dev.gantry.engine.plan.Plan;
import dev.gantry.engine.planner.PlanOptions;
import dev.gantry.resources.config.Configuration;
import dev.gantry.state.StateSession;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Takes away everything that Gantry made. */
@Command(
    description = {
      "Take away everything that Gantry made, and give back what it changed.",
      "",
      "The same as gantry apply --destroy."
    },
    footer = {"", "Example:", "  gantry destroy --target VIP/main"})
final class DestroyCommand implements Callable<Integer> {
  private final Root root;

  @Mixin private ApprovalOptions approval = new ApprovalOptions();
  @Mixin private PlanningOptions planning = new PlanningOptions();
  @Mixin private ConfigurationOptions configuration = new ConfigurationOptions();
  @Mixin private StateOptions state = new StateOptions();
  @Mixin private ParallelismOption parallelism = new ParallelismOption();
  @Mixin private NetworkOptions network = new NetworkOptions();

  DestroyCommand(Root root) {
    this.root = root;
  }

  @Override
  public Integer call() {
    approval.check(false);
    try (Planning view = new Planning(root, approval.json())) {
      return view.telling(() -> destroy(view));
    }
  }

  private int destroy(Planning view) {
    PlanOptions options = planning.options(Plan.Mode.DESTROY, parallelism.hosts());
    Configuration desired = configuration.load(root);
    Applying applying =
        new Applying(root, view, approval, desired, Optional.empty(), network.limits());
    try (StateSession session = state.open(root, "destroy", desired)) {
      return applying.run(session, options, ApplyCommand.question(Plan.Mode.DESTROY));
    }
  }
}
