package dev.gantry.cli.command;

import dev.gantry.cli.render.PlanText;
import dev.gantry.cli.render.StateText;
import dev.gantry.cli.terminal.Style;
import dev.gantry.engine.plan.Plan;
import dev.gantry.engine.plan.PlanFile;
import dev.gantry.resources.address.ResourceAddress;
import dev.gantry.state.Recorded;
import dev.gantry.state.State;
import dev.gantry.state.file.RecordedJson;
import dev.gantry.state.file.StateFormat;
import dev.gantry.state.json.Json;
import java.nio.file.Files;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Shows a saved plan, a recorded resource, or the whole state. */
@Command(
    description = "Show a saved plan, one recorded resource, or the whole state.",
    footer = {
      "",
      "Examples:",
      "  gantry show                    the state",
      "  gantry show Node/cp-1          one resource of it",
      "  gantry show --json plan.json   a plan in Terraform's form, for policy checks"
    })
final class ShowCommand implements Runnable {
  private final Root root;

  @Mixin private StateOptions state = new StateOptions();

  @Option(names = "--json", description = "As JSON.")
  private boolean json;

  @Parameters(arity = "0..1", paramLabel = "PLAN|ADDRESS", description = "What to show.")
  private Optional<String> what = Optional.empty();

  ShowCommand(Root root) {
    this.root = root;
  }

  @Override
  public void run() {
    Style style = root.terminal().style();
    String text =
        what.filter(this::isFile)
            .map(file -> plan(PlanFiles.read(root.path(file)), style))
            .orElseGet(() -> what.map(typed -> resource(typed, style)).orElseGet(() -> all(style)));
    root.terminal().out().print(text);
  }

  private boolean isFile(String typed) {
    return Files.exists(root.path(typed)) || ResourceAddress.parse(typed).isEmpty();
  }

  private String plan(Plan plan, Style style) {
    return json ? PlanFile.write(plan) : PlanText.of(plan, style);
  }

  private String resource(String typed, Style style) {
    Recorded recorded = Addresses.recorded(state.store(root).read(), Addresses.parse(typed));
    return json ? Json.pretty(RecordedJson.toJson(recorded)) : StateText.of(recorded, style);
  }

  private String all(Style style) {
    State whole = state.store(root).read();
    return json ? StateFormat.write(whole, root.context().version()) : StateText.of(whole, style);
  }
}
