package dev.gantry.cli.command;

import dev.gantry.engine.planner.PlanOptions;
import dev.gantry.resources.diagnostic.Diagnostic;
import dev.gantry.resources.diagnostic.DiagnosticException;
import picocli.CommandLine.Option;

/** How many machines are at work at once. */
final class ParallelismOption {
  @Option(
      names = "--parallelism",
      paramLabel = "N",
      defaultValue = "" + PlanOptions.DEFAULT_PARALLELISM,
      description = "Machines at work at once. Default: ${DEFAULT-VALUE}")
  private int parallelism = PlanOptions.DEFAULT_PARALLELISM;

  /**
   * The number.
   *
   * @throws DiagnosticException when it is below 1
   */
  int hosts() {
    if (parallelism < 1) {
      throw new DiagnosticException(
          Diagnostic.error(
              "usage", "--parallelism must be 1 or more", "It was " + parallelism + "."));
    }
    return parallelism;
  }
}
