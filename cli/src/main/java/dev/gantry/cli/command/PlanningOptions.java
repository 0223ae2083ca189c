package dev.gantry.cli.command;

import dev.gantry.engine.plan.Plan;
import dev.gantry.engine.planner.PlanOptions;
import dev.gantry.resources.diagnostic.Diagnostic;
import dev.gantry.resources.diagnostic.DiagnosticException;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/** What is planned: the options that plan, apply and destroy share. */
final class PlanningOptions {
  @Option(
      names = "--target",
      paramLabel = "ADDRESS",
      description = "Plan only this resource and what it needs. May be given several times.")
  private List<String> targets = new ArrayList<>();

  @Option(
      names = "--exclude",
      paramLabel = "ADDRESS",
      description = "Leave out this resource and what depends on it. May be given several times.")
  private List<String> excludes = new ArrayList<>();

  @Option(
      names = "--replace",
      paramLabel = "ADDRESS",
      description = "Replace this resource though nothing of it asks for that.")
  private List<String> replace = new ArrayList<>();

  @Option(
      names = "--refresh",
      arity = "1",
      defaultValue = "true",
      paramLabel = "true|false",
      description = "Whether to ask the machines. With false the state is believed.")
  private boolean refresh = true;

  @Option(
      names = "--refresh-only",
      description = "Only record what the machines say; change none of them.")
  private boolean refreshOnly;

  @Option(names = "--destroy", description = "Plan the removal of everything that is recorded.")
  private boolean destroy;

  /** Whether any of them was given. */
  boolean given() {
    return refreshOnly
        || destroy
        || !refresh
        || !(targets.isEmpty() && excludes.isEmpty() && replace.isEmpty());
  }

  PlanOptions options(int parallelism) {
    return options(destroy ? Plan.Mode.DESTROY : mode(), parallelism);
  }

  /**
   * The same in a mode that the command itself chooses.
   *
   * @throws DiagnosticException when the options contradict one another
   */
  PlanOptions options(Plan.Mode mode, int parallelism) {
    if (!targets.isEmpty() && !excludes.isEmpty()) {
      throw contradiction("--target and --exclude", "Say what to plan, or what to leave out.");
    }
    if (refreshOnly && (destroy || !refresh || mode == Plan.Mode.DESTROY)) {
      throw contradiction(
          "--refresh-only and " + (refresh ? "--destroy" : "--refresh=false"),
          "A refresh-only plan asks the machines and changes none.");
    }
    return new PlanOptions(
        mode,
        refresh,
        Addresses.parse(targets),
        Addresses.parse(excludes),
        Addresses.parse(replace),
        parallelism);
  }

  private Plan.Mode mode() {
    return refreshOnly ? Plan.Mode.REFRESH_ONLY : Plan.Mode.NORMAL;
  }

  private static DiagnosticException contradiction(String what, String next) {
    return new DiagnosticException(Diagnostic.error("usage", what + " exclude one another", next));
  }
}
