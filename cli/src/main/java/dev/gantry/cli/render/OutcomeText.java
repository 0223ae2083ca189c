package dev.gantry.cli.render;

import dev.gantry.cli.terminal.Style;
import dev.gantry.engine.execute.Outcome;
import dev.gantry.engine.plan.Plan;
import dev.gantry.resources.address.ResourceAddress;
import dev.gantry.resources.diagnostic.Diagnostic;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** How a run ended: one line when all went well, else one a resource, and what to do next. */
public final class OutcomeText {
  private OutcomeText() {}

  /** The text, ending with a line break. */
  public static String of(Outcome outcome, Plan plan, Style style) {
    ChangeCounts counts = counts(outcome);
    StringBuilder text = new StringBuilder("\n");
    boolean whole = outcome.succeeded();
    if (!whole) {
      resources(text, outcome, style);
    }
    boolean destroyed = plan.origin().mode() == Plan.Mode.DESTROY;
    String what = destroyed ? "Destroy" : "Apply";
    if (whole) {
      String resources =
          destroyed ? "Resources: " + counts.destroy() + " destroyed." : counts.done();
      text.append(style.green(style.bold(what + " complete! " + resources))).append('\n');
    } else {
      String how = outcome.stopped() ? " stopped. " : " incomplete. ";
      text.append(style.red(style.bold(what + how + counts.done()))).append('\n');
      text.append("The state has everything that was done. To go on, run: gantry ");
      text.append(what.toLowerCase(Locale.ROOT)).append('\n');
    }
    if (!plan.blocked().isEmpty()) {
      int left = plan.blocked().size();
      String leftOver =
          left == 1 ? "1 resource was left as it is" : left + " resources were left as they are";
      text.append(style.yellow(leftOver + ": the plan says why.")).append('\n');
    }
    return text.toString();
  }

  /** What was done, counted as a plan counts. */
  public static ChangeCounts counts(Outcome outcome) {
    int replaced = outcome.done("replace");
    return new ChangeCounts(
        outcome.done("create") + replaced,
        outcome.done("update"),
        outcome.done("delete") + replaced,
        outcome.done("adopt"),
        outcome.done("forget"));
  }

  /** The first reason of a failure, and how many more there are. */
  public static String summary(List<Diagnostic> reasons) {
    String first = reasons.getFirst().summary();
    return reasons.size() == 1 ? first : first + " (and " + (reasons.size() - 1) + " more)";
  }

  private static void resources(StringBuilder text, Outcome outcome, Style style) {
    int width =
        outcome.resources().keySet().stream().mapToInt(a -> a.toString().length()).max().orElse(0);
    for (Map.Entry<ResourceAddress, Outcome.Result> entry : outcome.resources().entrySet()) {
      String address = ("%-" + Math.max(1, width) + "s").formatted(entry.getKey());
      text.append(
          switch (entry.getValue()) {
            case Outcome.Done(String action) ->
                "  " + style.green("done   ") + "  " + address + "  " + action;
            case Outcome.Failed(String action, var reasons) ->
                "  "
                    + style.red("failed ")
                    + "  "
                    + address
                    + "  "
                    + action
                    + ": "
                    + summary(reasons);
            case Outcome.Skipped(String action, String because) ->
                "  " + style.yellow("skipped") + "  " + address + "  " + action + ": " + because;
          });
      text.append('\n');
    }
    if (!outcome.resources().isEmpty()) {
      text.append('\n');
    }
  }
}
