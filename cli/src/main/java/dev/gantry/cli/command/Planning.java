package dev.gantry.cli.command;

import dev.gantry.cli.live.JsonView;
import dev.gantry.cli.live.LiveView;
import dev.gantry.cli.live.PlainView;
import dev.gantry.cli.live.ProgressView;
import dev.gantry.cli.live.Timeline;
import dev.gantry.cli.render.ChangeCounts;
import dev.gantry.cli.render.Consolidated;
import dev.gantry.cli.render.PlanJson;
import dev.gantry.cli.render.PlanText;
import dev.gantry.cli.render.ProblemText;
import dev.gantry.cli.run.Context;
import dev.gantry.cli.run.Toolbox;
import dev.gantry.cli.terminal.Terminal;
import dev.gantry.engine.plan.Change;
import dev.gantry.engine.plan.Plan;
import dev.gantry.engine.planner.PlanOptions;
import dev.gantry.resources.address.ResourceAddress;
import dev.gantry.resources.config.Configuration;
import dev.gantry.resources.diagnostic.DiagnosticException;
import dev.gantry.state.State;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.IntSupplier;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Makes a plan while showing how the machines are read, and shows the plan. One for a command's
 * run.
 */
final class Planning implements AutoCloseable {
  private final Terminal terminal;
  private final Clock clock;
  private final Optional<JsonView> json;
  private Optional<Timeline> timeline = Optional.empty();

  Planning(Root root, boolean json) {
    Context context = root.context();
    this.terminal = root.terminal();
    this.clock = context.clock();
    this.json =
        json
            ? Optional.of(new JsonView(terminal.out(), clock, context.version()))
            : Optional.empty();
  }

  /** The same, keeping a timeline of the steps where that is wanted. */
  Planning keeping(boolean wanted) {
    timeline = wanted ? Optional.of(new Timeline()) : Optional.empty();
    return this;
  }

  /** The run's timeline, where it is wanted. */
  Optional<Timeline> timeline() {
    return timeline;
  }

  /**
   * Does the command's work. With {@code --json} what stops it is told as a line like everything
   * else, so that whoever reads the stream sees it.
   */
  int telling(IntSupplier work) {
    try {
      return work.getAsInt();
    } catch (DiagnosticException e) {
      if (json.isEmpty()) {
        throw e;
      }
      e.diagnostics().forEach(json.get()::problem);
      return ExitCode.of(e.diagnostics());
    }
  }

  /** Asks the machines and plans. */
  Plan plan(
      Toolbox.Machinery machinery, Configuration configuration, State state, PlanOptions options) {
    try (ProgressView view = view(0)) {
      return machinery.engine().plan(configuration, state, options, view);
    }
  }

  /**
   * Where events go.
   *
   * @param steps of the run, for the bar; 0 when only machines are read
   */
  ProgressView view(int steps) {
    if (json.isPresent()) {
      return json.get();
    }
    return terminal.live()
        ? new LiveView(terminal, clock, steps)
        : new PlainView(terminal.out(), terminal.style(), clock);
  }

  /** Shows a plan with its warnings. */
  void show(Plan plan) {
    if (json.isPresent()) {
      tell(json.get(), plan);
      return;
    }
    terminal.out().print("\n" + PlanText.of(plan, terminal.style()));
    if (!plan.diagnostics().isEmpty()) {
      terminal
          .out()
          .print("\n" + ProblemText.of(Consolidated.of(plan.diagnostics()), terminal.style()));
    }
    terminal.out().flush();
  }

  /** The run's own lines, when they are wanted as JSON. */
  Optional<JsonView> json() {
    return json;
  }

  private static void tell(JsonView view, Plan plan) {
    plan.drift()
        .forEach(
            drift ->
                change(
                    view, "resource_drift", drift.address(), drift.gone() ? "delete" : "update"));
    for (Change change : plan.changes()) {
      if (!(change instanceof Change.NoOp)) {
        change(view, "planned_change", change.address(), change.action());
      }
    }
    plan.blocked().forEach(blocked -> view.problem(blocked.reason().at(blocked.address())));
    plan.diagnostics().forEach(view::problem);
    summary(view, ChangeCounts.of(plan.changes()), ChangeCounts::planned, "plan");
  }

  /** The line that tells the numbers. */
  static void summary(
      JsonView view, ChangeCounts counts, Function<ChangeCounts, String> words, String operation) {
    view.told(
        "change_summary",
        words.apply(counts),
        Map.of("changes", PlanJson.counts(counts, operation)));
  }

  private static void change(JsonView view, String type, ResourceAddress address, String action) {
    ObjectNode change = JsonNodeFactory.instance.objectNode();
    change.set("resource", JsonView.resource(address));
    change.put("action", action);
    String words =
        type.equals("planned_change") ? "Plan to " + action : "Drift detected (" + action + ")";
    view.told(type, address + ": " + words, Map.of("change", change));
  }

  @Override
  public void close() {
    json.ifPresent(JsonView::close);
  }
}
