package dev.gantry.cli.command;

import dev.gantry.cli.live.ProgressView;
import dev.gantry.cli.live.Timeline;
import dev.gantry.cli.render.ChangeCounts;
import dev.gantry.cli.render.OutcomeText;
import dev.gantry.cli.render.ProblemText;
import dev.gantry.cli.render.ReachText;
import dev.gantry.cli.run.Interrupts;
import dev.gantry.cli.run.Toolbox;
import dev.gantry.cli.terminal.Terminal;
import dev.gantry.engine.event.EventListener;
import dev.gantry.engine.execute.ApplyOptions;
import dev.gantry.engine.execute.Outcome;
import dev.gantry.engine.execute.StopSignal;
import dev.gantry.engine.plan.Change;
import dev.gantry.engine.plan.Plan;
import dev.gantry.engine.planner.PlanOptions;
import dev.gantry.providers.host.RunLimits;
import dev.gantry.resources.address.HostName;
import dev.gantry.resources.address.ResourceAddress;
import dev.gantry.resources.config.Configuration;
import dev.gantry.resources.diagnostic.Diagnostic;
import dev.gantry.resources.kinds.controlplane.ControlPlaneKind;
import dev.gantry.state.HostIdentity;
import dev.gantry.state.StateSession;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * From the lock to the summary: what apply and destroy have in common.
 *
 * @param planning shows everything; closed by whoever made it
 * @param saved a plan that was reviewed; made here when there is none
 * @param limits what the run takes of the network
 */
record Applying(
    Root root,
    Planning planning,
    ApprovalOptions approval,
    Configuration desired,
    Optional<Plan> saved,
    RunLimits limits) {

  /**
   * The question before the first change, and what a yes means.
   *
   * @param answer the one word that is a yes
   */
  record Question(String question, String consequence, String answer) {}

  /** What a cluster held is not made good by applying again: its name is asked for. */
  private static final Set<String> BY_NAME = Set.of(ControlPlaneKind.KIND.name());

  /** The question of a plan that takes a cluster away names it. */
  static Question asked(Plan plan, Question usual) {
    List<String> gone =
        plan.changes().stream()
            .filter(change -> change instanceof Change.Delete || change instanceof Change.Replace)
            .map(Change::address)
            .filter(address -> BY_NAME.contains(address.kind()))
            .map(ResourceAddress::name)
            .toList();
    return gone.isEmpty()
        ? usual
        : new Question(
            usual.question(),
            usual.consequence()
                + " With the ControlPlane goes everything that its cluster holds. Type "
                + (gone.size() == 1 ? "its name" : "their names, with a space between,")
                + " to approve.",
            String.join(" ", gone));
  }

  /** Plans where needed, shows, asks, runs, and says how it ended; returns the exit code. */
  int run(StateSession session, PlanOptions options, Question question) {
    SortedMap<HostName, HostIdentity> reviewed = saved.map(Plan::hosts).orElseGet(TreeMap::new);
    try (Toolbox.Machinery machinery =
        root.machinery(desired, session.current(), reviewed, limits)) {
      Plan plan =
          saved.orElseGet(() -> planning.plan(machinery, desired, session.current(), options));
      if (saved.isEmpty()) {
        planning.show(plan);
      }
      if (isNothing(plan)) {
        return nothing(plan);
      }
      Terminal terminal = root.terminal();
      if (!approval.approved(terminal, saved.isPresent(), asked(plan, question))) {
        terminal.out().print("Cancelled: nothing was changed.\n");
        return ExitCode.ERROR;
      }
      Outcome outcome = apply(machinery, plan, session, options.parallelism());
      end(outcome, plan);
      return ExitCode.of(outcome, plan);
    }
  }

  private static boolean isNothing(Plan plan) {
    return plan.graph().operations().isEmpty()
        && ChangeCounts.of(plan.changes()).isNothing()
        && (plan.origin().mode() != Plan.Mode.REFRESH_ONLY || plan.drift().isEmpty());
  }

  private int nothing(Plan plan) {
    if (planning.json().isEmpty() && plan.blocked().isEmpty()) {
      boolean destroy = plan.origin().mode() == Plan.Mode.DESTROY;
      ChangeCounts none = new ChangeCounts(0, 0, 0, 0, 0);
      String words =
          destroy ? "Destroy complete! Resources: 0 destroyed." : "Apply complete! " + none.done();
      root.terminal().out().print("\n" + root.terminal().style().bold(words) + "\n");
    }
    return ExitCode.ofNothing(plan);
  }

  private Outcome apply(
      Toolbox.Machinery machinery, Plan plan, StateSession session, int parallelism) {
    int steps =
        (int) plan.graph().operations().stream().filter(op -> op.step().isPresent()).count();
    StopSignal stop = new StopSignal();
    Optional<Timeline> timeline = planning.timeline();
    try (ProgressView view = planning.view(steps);
        Interrupts _ = new Interrupts(() -> stop(stop, view))) {
      ApplyOptions options = ApplyOptions.usual().withParallelism(parallelism);
      EventListener listener =
          event -> {
            timeline.ifPresent(kept -> kept.on(event));
            view.on(event);
          };
      return machinery.engine().apply(plan, desired, session, options, listener, stop);
    }
  }

  private static void stop(StopSignal stop, ProgressView view) {
    view.say(
        stop.isRequested()
            ? "Stopping now. What was done is saved."
            : "Stop requested: finishing what is running, then saving."
                + " Press Ctrl-C once more to stop now.");
    stop.request();
  }

  private void end(Outcome outcome, Plan plan) {
    if (planning.json().isPresent()) {
      outcome.diagnostics().forEach(planning.json().get()::problem);
      String operation = plan.origin().mode() == Plan.Mode.DESTROY ? "destroy" : "apply";
      String words = outcome.succeeded() ? "Apply complete! " : "Apply incomplete. ";
      Planning.summary(
          planning.json().get(),
          OutcomeText.counts(outcome),
          counts -> words + counts.done(),
          operation);
      return;
    }
    Terminal terminal = root.terminal();
    terminal.out().print(OutcomeText.of(outcome, plan, terminal.style()));
    planning.timeline().ifPresent(kept -> terminal.out().print("\n" + kept.text()));
    terminal.out().print(ReachText.of(outcome, root.folder()));
    terminal.out().flush();
    List<Diagnostic> problems = new ArrayList<>(outcome.failures());
    problems.addAll(outcome.diagnostics());
    if (!problems.isEmpty()) {
      terminal.err().print("\n" + ProblemText.of(problems, terminal.style()));
    }
  }
}
