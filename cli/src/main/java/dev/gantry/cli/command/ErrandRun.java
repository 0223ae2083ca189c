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
import dev.gantry.resources.address.HostName;
import dev.gantry.resources.address.ResourceAddress;
import dev.gantry.resources.config.Configuration;
import dev.gantry.resources.diagnostic.Diagnostic;
import dev.gantry.state.StateSession;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Work on one resource that changes nothing of what is declared: planned, approved, run, and its
 * end told.
 *
 * @param engine that has the errand
 * @param hosts how many at once
 */
record ErrandRun(
    Planning view, Engine engine, Configuration desired, StateSession session, int hosts) {

  /**
   * What is asked and said.
   *
   * @param question without its question mark; the machines follow
   * @param consequence what a yes means
   * @param answer the one word that is a yes
   * @param done a sentence
   * @param notYet a sentence, where it did not come to its end
   */
  record Words(String question, String consequence, String answer, String done, String notYet) {}

  /** Asks the machines and the person, then works; returns the exit code. */
  int on(ResourceAddress address, Terminal terminal, ApprovalOptions approval, Words words) {
    Plan plan;
    try (ProgressView reading = view.view(0)) {
      plan = engine.errand(desired, session.current(), address, hosts, reading);
    }
    if (!approval.approved(terminal, false, question(plan, words))) {
      terminal.out().print("Cancelled: nothing was changed.\n");
      return ExitCode.ERROR;
    }
    return end(terminal, run(plan), words);
  }

  private static Applying.Question question(Plan plan, Words words) {
    String machines =
        plan.hosts().keySet().stream().map(HostName::value).collect(Collectors.joining(", "));
    return new Applying.Question(
        words.question() + " on " + machines + "?", words.consequence(), words.answer());
  }

  private Outcome run(Plan plan) {
    StopSignal stop = new StopSignal();
    try (ProgressView progress = view.view(plan.graph().operations().size() - 1);
        Interrupts _ = new Interrupts(stop::request)) {
      return engine.apply(
          plan, desired, session, ApplyOptions.usual().withParallelism(hosts), progress, stop);
    }
  }

  private int end(Terminal terminal, Outcome outcome, Words words) {
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
