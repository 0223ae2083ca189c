package dev.gantry.cli.command;

import dev.gantry.engine.plan.Plan;
import dev.gantry.engine.planner.PlanOptions;
import dev.gantry.resources.config.Configuration;
import dev.gantry.resources.diagnostic.Diagnostic;
import dev.gantry.resources.diagnostic.DiagnosticException;
import dev.gantry.state.StateSession;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Makes the machines as the configuration says. */
@Command(
    description = {
      "Make the machines as the configuration says.",
      "",
      "Plans, shows the plan and asks; a saved plan is done exactly as it is, without asking, and"
          + " refused when anything has changed since."
    },
    footer = {
      "",
      "Examples:",
      "  gantry apply",
      "  gantry apply plan.json              what gantry plan --out plan.json saved",
      "  gantry apply --auto-approve --json  for machines",
      "",
      "Ctrl-C finishes what is running, saves and ends; a second one stops now."
    })
final class ApplyCommand implements Callable<Integer> {
  private final Root root;

  @Mixin private ApprovalOptions approval = new ApprovalOptions();
  @Mixin private PlanningOptions planning = new PlanningOptions();
  @Mixin private ConfigurationOptions configuration = new ConfigurationOptions();
  @Mixin private StateOptions state = new StateOptions();
  @Mixin private ParallelismOption parallelism = new ParallelismOption();
  @Mixin private NetworkOptions network = new NetworkOptions();

  @Option(
      names = "--timeline",
      description = "In the end, tell of every step when it began and how long it took.")
  private boolean timeline;

  @Parameters(arity = "0..1", paramLabel = "PLAN", description = "A saved plan.")
  private Optional<String> file = Optional.empty();

  ApplyCommand(Root root) {
    this.root = root;
  }

  @Override
  public Integer call() {
    if (file.isPresent() && planning.given()) {
      throw new DiagnosticException(
          Diagnostic.error(
              "usage",
              "A saved plan is applied as it is",
              "Planning options such as --target are for gantry plan, or for apply without a plan"
                  + " file."));
    }
    approval.check(file.isPresent());
    try (Planning view = new Planning(root, approval.json()).keeping(timeline)) {
      return view.telling(() -> apply(view));
    }
  }

  private int apply(Planning view) {
    Optional<Plan> saved = file.map(root::path).map(PlanFiles::read);
    PlanOptions options = planning.options(parallelism.hosts());
    Configuration desired = configuration.load(root);
    Applying applying = new Applying(root, view, approval, desired, saved, network.limits());
    try (StateSession session = state.open(root, "apply", desired)) {
      return applying.run(session, options, question(options.mode()));
    }
  }

  private static final String YES = "yes";

  static Applying.Question question(Plan.Mode mode) {
    return switch (mode) {
      case NORMAL ->
          new Applying.Question(
              "Do you want to perform these actions?",
              "Gantry will perform the actions described above.",
              YES);
      case REFRESH_ONLY ->
          new Applying.Question(
              "Would you like to update the state to reflect these detected changes?",
              "Gantry will write these changes to the state without changing any machine.",
              YES);
      case DESTROY ->
          new Applying.Question(
              "Do you really want to destroy all resources?",
              "Gantry will destroy everything shown above. There is no undo.",
              YES);
    };
  }
}
