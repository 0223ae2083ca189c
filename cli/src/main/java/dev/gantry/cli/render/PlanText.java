package dev.gantry.cli.render;

import dev.gantry.cli.terminal.Style;
import dev.gantry.engine.plan.AttributeDiff;
import dev.gantry.engine.plan.Change;
import dev.gantry.engine.plan.Plan;
import dev.gantry.resources.address.ResourceAddress;
import dev.gantry.resources.diagnostic.Diagnostic;
import dev.gantry.resources.value.AttributePath;
import dev.gantry.resources.value.Value;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * A plan for people, in Terraform's layout and sentences: review tools colour it and find its
 * summary by those.
 */
public final class PlanText {
  private final StringBuilder text = new StringBuilder();
  private final Style style;
  private final Plan plan;

  private PlanText(Plan plan, Style style) {
    this.plan = plan;
    this.style = style;
  }

  /** The whole plan, ending with its summary and a line break. */
  public static String of(Plan plan, Style style) {
    PlanText it = new PlanText(plan, style);
    it.drift();
    it.changes();
    it.blocked();
    it.summary();
    return it.text.toString();
  }

  /** Only what differs from the records: what {@code drift} shows. */
  public static String driftOf(Plan plan, Style style) {
    PlanText it = new PlanText(plan, style);
    it.drift();
    it.blocked();
    it.driftSummary();
    return it.text.toString();
  }

  private void drift() {
    if (plan.drift().isEmpty()) {
      return;
    }
    text.append(style.cyan(style.bold("Note: Objects have changed outside of Gantry")));
    text.append("\n\nGantry found these differences since the last apply:\n\n");
    for (Plan.Drift drift : plan.drift()) {
      headline(drift.address(), drift.gone() ? "has been deleted" : "has changed");
      if (drift.gone()) {
        open(Mark.DELETE, drift.address());
        fields(Mark.DELETE, drift.recorded());
      } else {
        open(Mark.UPDATE, drift.address());
        diffs(drift.diffs(), new TreeMap<>(), drift.recorded());
      }
      close();
    }
  }

  private void changes() {
    if (ChangeCounts.of(plan.changes()).isNothing()) {
      return;
    }
    legend();
    text.append("Gantry will perform the following actions:\n\n");
    plan.changes().forEach(this::change);
  }

  private void legend() {
    text.append("Actions are indicated with the following symbols:\n");
    legend(Mark.CREATE, "create", Change.Create.class::isInstance);
    legend(Mark.UPDATE, "update in-place", Change.Update.class::isInstance);
    legend(Mark.DELETE, "destroy", Change.Delete.class::isInstance);
    legend(Mark.REPLACE, "destroy and then create replacement", Change.Replace.class::isInstance);
    legend(Mark.FORGET, "forget", Change.Forget.class::isInstance);
    text.append('\n');
  }

  private void legend(Mark mark, String words, Predicate<Change> used) {
    if (plan.changes().stream().anyMatch(used)) {
      text.append(mark.painted(style)).append(' ').append(words).append('\n');
    }
  }

  private void change(Change change) {
    switch (change) {
      case Change.Create(var address, _, var after) -> {
        headline(address, "will be created");
        block(Mark.CREATE, address, after);
      }
      case Change.Update(var address, var before, _, var diffs) -> {
        headline(address, "will be updated in-place");
        open(Mark.UPDATE, address);
        diffs(diffs, new TreeMap<>(), before);
        close();
      }
      case Change.Replace replace -> replace(replace);
      case Change.Delete(var address, var before, var because) -> {
        headline(address, style.red(style.bold("will be destroyed")));
        note("(because " + because + ")");
        block(Mark.DELETE, address, before);
      }
      case Change.Adopt(var address, var after) -> {
        headline(address, "will be imported");
        note("(because it is there already, as configured; no machine is touched)");
        block(Mark.NONE, address, after);
      }
      case Change.Forget(var address, _, var because) -> {
        headline(address, "will no longer be managed by Gantry");
        note("(because " + because + ")");
        open(Mark.FORGET, address);
        close();
      }
      case Change.NoOp _ -> {}
    }
  }

  private void replace(Change.Replace replace) {
    boolean requested = replace.because().containsKey(AttributePath.root());
    headline(
        replace.address(),
        requested ? "will be replaced, as requested" : style.red(style.bold("must be replaced")));
    replace
        .because()
        .forEach(
            (path, why) -> {
              if (!path.equals(AttributePath.root())) {
                note("(because " + path + " changes: " + why + ")");
              }
            });
    open(Mark.REPLACE, replace.address());
    diffs(replace.diffs(), replace.because(), replace.before());
    close();
  }

  private void blocked() {
    if (plan.blocked().isEmpty()) {
      return;
    }
    int count = plan.blocked().size();
    String what = count == 1 ? "1 resource" : count + " resources";
    text.append(style.yellow(style.bold("Nothing is planned for " + what + ":"))).append("\n\n");
    for (Plan.Blocked blocked : plan.blocked()) {
      Diagnostic reason = blocked.reason();
      headline(blocked.address(), "is left as it is: " + reason.summary());
      reason.where().host().ifPresent(host -> note("host " + host));
      reason.detail().lines().forEach(this::note);
      text.append('\n');
    }
  }

  private void summary() {
    ChangeCounts counts = ChangeCounts.of(plan.changes());
    if (!counts.isNothing()) {
      text.append(style.bold(counts.planned())).append('\n');
    } else if (!plan.blocked().isEmpty()) {
      text.append(style.bold("Nothing to do for what could be read.")).append('\n');
    } else if (plan.origin().mode() == Plan.Mode.DESTROY) {
      text.append(style.green(style.bold("No changes. No objects need to be destroyed.")));
      text.append('\n');
    } else if (plan.drift().isEmpty() || plan.origin().mode() == Plan.Mode.NORMAL) {
      text.append(style.green(style.bold("No changes.")));
      text.append(style.bold(" Your infrastructure matches the configuration.")).append("\n\n");
      text.append("Gantry has compared your machines with your configuration and found no\n");
      text.append("differences, so no changes are needed.\n");
    } else {
      text.append("This is a refresh-only plan: applying it records what the machines say and\n");
      text.append("touches none of them.\n");
    }
  }

  private void driftSummary() {
    int count = plan.drift().size();
    if (count > 0) {
      String what = count == 1 ? "1 resource has" : count + " resources have";
      text.append(style.bold("Drift: " + what + " changed outside of Gantry.")).append('\n');
      text.append("To put it right, run: gantry apply\n");
    } else if (plan.blocked().isEmpty()) {
      text.append(style.green(style.bold("No drift.")));
      text.append(style.bold(" Your infrastructure matches the recorded state.")).append('\n');
    } else {
      text.append(style.bold("No drift in what could be read.")).append('\n');
    }
  }

  private void headline(ResourceAddress address, String what) {
    text.append("  ").append(style.bold("# " + address)).append(' ').append(what).append('\n');
  }

  private void note(String line) {
    text.append("  ").append(style.dim("# " + line)).append('\n');
  }

  private void block(Mark mark, ResourceAddress address, Value.Fields fields) {
    open(mark, address);
    fields(mark, fields);
    close();
  }

  private void open(Mark mark, ResourceAddress address) {
    text.append(mark.painted(style)).append(" resource ").append(ValueText.quoted(address.kind()));
    text.append(' ').append(ValueText.quoted(address.name())).append(" {\n");
  }

  private void fields(Mark mark, Value.Fields fields) {
    new AttributeBlock(text, style, mark).fields(fields.entries(), 4);
  }

  private void diffs(
      List<AttributeDiff> diffs, SortedMap<AttributePath, String> because, Value.Fields before) {
    new DiffBlock(text, style, because).diffs(diffs, 4);
    long touched =
        diffs.stream().map(diff -> diff.path().elements().stream().findFirst()).distinct().count();
    int hidden = (int) Math.max(0, before.entries().size() - touched);
    DiffBlock.hidden(text, style, hidden, "attribute", 4);
  }

  private void close() {
    text.append("    }\n\n");
  }
}
