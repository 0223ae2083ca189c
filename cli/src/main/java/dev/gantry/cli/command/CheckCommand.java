package dev.gantry.cli.command;

import dev.gantry.cli.render.CheckJson;
import dev.gantry.cli.render.CheckText;
import dev.gantry.cli.run.Toolbox;
import dev.gantry.cli.terminal.Terminal;
import dev.gantry.providers.check.CheckReport;
import dev.gantry.providers.check.Inspection;
import dev.gantry.resources.address.HostName;
import dev.gantry.resources.config.Configuration;
import dev.gantry.resources.kinds.node.NodeKind;
import dev.gantry.state.State;
import dev.gantry.state.json.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Tells what stands against machines before they are touched. Writes nothing anywhere. */
@Command(
    description = {
      "Check the machines, each by itself and with one another, before they are touched. Changes"
          + " nothing.",
      "",
      "Exits with 0 when no error is left that is not waived, 1 when there is one, or when a"
          + " machine could not be asked."
    },
    footer = {
      "",
      "Examples:",
      "  gantry check",
      "  gantry check cp-1 cp-2",
      "  gantry check --format json | jq '.findings[] | select(.severity == \"error\")'"
    })
final class CheckCommand implements Callable<Integer> {
  private final Root root;

  @Mixin private ConfigurationOptions configuration = new ConfigurationOptions();
  @Mixin private StateOptions state = new StateOptions();
  @Mixin private ParallelismOption parallelism = new ParallelismOption();
  @Mixin private FormatOption format = new FormatOption();

  @Parameters(arity = "0..*", paramLabel = "NODE", description = "Which; all unless given.")
  private List<String> names = new ArrayList<>();

  CheckCommand(Root root) {
    this.root = root;
  }

  @Override
  public Integer call() {
    Configuration desired = configuration.load(root);
    Fleet fleet = Fleet.of(desired).named(names);
    State recorded = state.store(root).read();
    int hosts = parallelism.hosts();
    Terminal terminal = root.terminal();
    try (Toolbox.Lookout lookout = root.lookout(desired, recorded)) {
      Inspection inspection = new Inspection(lookout.reader(), root.context().clock());
      CheckReport report =
          Watching.live(
              root,
              !format.isJson(),
              listener -> inspection.inspect(fleet.nodes(), applied(recorded), hosts, listener));
      terminal
          .out()
          .print(
              format.isJson()
                  ? Json.pretty(CheckJson.of(report))
                  : CheckText.of(report, terminal.style()));
      return report.passed() ? ExitCode.DONE : ExitCode.ERROR;
    }
  }

  private static SortedSet<HostName> applied(State recorded) {
    SortedSet<HostName> applied = new TreeSet<>();
    for (var address : recorded.resources().keySet()) {
      if (address.kind().equals(NodeKind.KIND.name())) {
        applied.add(new HostName(address.name()));
      }
    }
    return applied;
  }
}
