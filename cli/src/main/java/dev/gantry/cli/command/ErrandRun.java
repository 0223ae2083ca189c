package dev.gantry.cli.command;

import dev.gantry.cli.live.ProgressView;
import dev.gantry.cli.render.ProblemText;
import dev.gantry.cli.run.Interrupts;
import dev.gantry.cli.terminal.Terminal;
import dev.gantry.engine.Engine;
import dev.gantry.engine.execute.ApplyOptions;
import dev.gantry.engine.execute.Outcome;
import dev.gantry.engine.execute.StopSignal;
import dev.gantry.engine.plan.Plan;
import dev.gantry.resources.address.ResourceAddress;
import dev.gantry.resources.config.Configuration;
import dev.gantry.resources.diagnostic.Diagnostic;
import dev.gantry.state.StateSession;
import java.util.ArrayList;
import java.util.List;

/**
 * Work on one resource that changes nothing of what is declared, from its plan to its end.
 *
 * @param engine that has the errand
 * @param hosts how many at once
 */
record ErrandRun(
    Planning view, Engine engine, Configuration desired, StateSession session, int hosts) {

  /**
   * What is said at the end.
   *
   * @param notYet a sentence, where it did not come to its end
   */
  record Words(String done, String notYet) {}

  /** Asks the machines, and lays the work out. */
  Plan plan(ResourceAddress address) {
    try (ProgressView reading = view.view(0)) {
      return engine.errand(desired, session.current(), address, hosts, reading);
    }
  }

  Outcome run(Plan plan) {
    StopSignal stop = new StopSignal();
    try (ProgressView progress = view.view(plan.graph().operations().size() - 1);
        Interrupts _ = new Interrupts(stop::request)) {
      return engine.apply(
          plan, desired, session, ApplyOptions.usual().withParallelism(hosts), progress, stop);
    }
  }

  /** Tells how it ended; returns the exit code. */
  int end(Terminal terminal, Outcome outcome, Words words) {
    List<Diagnostic> problems = new ArrayList<>(outcome.failures());
    problems.addAll(outcome.diagnostics());
    if (view.json().isPresent()) {
      problems.forEach(view.json().get()::problem);
    } else if (outcome.succeeded()) {
      terminal.out().print("\n" + words.done() + "\nNext: gantry plan\n");
    } else {
      terminal.out().print("\n" + words.notYet() + " To go on, run the same command again.\n");
      terminal.err().print("\n" + ProblemText.of(problems, terminal.style()));
    }
    return outcome.succeeded() ? ExitCode.DONE : ExitCode.PARTIAL;
  }
}
