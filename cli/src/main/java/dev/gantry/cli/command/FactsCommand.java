package dev.gantry.cli.command;

import dev.gantry.cli.render.FactsJson;
import dev.gantry.cli.render.FactsText;
import dev.gantry.cli.run.Toolbox;
import dev.gantry.cli.terminal.Terminal;
import dev.gantry.engine.probe.HostReading;
import dev.gantry.engine.probe.ProbeRequest;
import dev.gantry.engine.refresh.HostReads;
import dev.gantry.providers.facts.Survey;
import dev.gantry.resources.address.HostName;
import dev.gantry.resources.config.Configuration;
import dev.gantry.state.State;
import dev.gantry.state.json.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Tells what the machines are. Changes nothing anywhere. */
@Command(
    description = {
      "Tell what the machines are, asked now, in one round trip each. Changes nothing.",
      "",
      "Exits with 1 when a machine could not be asked; the others are told all the same."
    },
    footer = {
      "",
      "Examples:",
      "  gantry facts",
      "  gantry facts cp-1 --format json | jq '.hosts[0].network'"
    })
final class FactsCommand implements Callable<Integer> {
  private final Root root;

  @Mixin private ConfigurationOptions configuration = new ConfigurationOptions();
  @Mixin private StateOptions state = new StateOptions();
  @Mixin private ParallelismOption parallelism = new ParallelismOption();
  @Mixin private FormatOption format = new FormatOption();

  @Parameters(arity = "0..*", paramLabel = "NODE", description = "Which; all unless given.")
  private List<String> names = new ArrayList<>();

  FactsCommand(Root root) {
    this.root = root;
  }

  @Override
  public Integer call() {
    Configuration desired = configuration.load(root);
    SortedMap<HostName, ProbeRequest> requests = new TreeMap<>();
    Fleet.of(desired)
        .named(names)
        .nodes()
        .keySet()
        .forEach(host -> requests.put(host, Survey.request()));
    State recorded = state.store(root).read();
    int hosts = parallelism.hosts();
    Terminal terminal = root.terminal();
    try (Toolbox.Lookout lookout = root.lookout(desired, recorded)) {
      HostReads reads = new HostReads(lookout.reader(), root.context().clock());
      SortedMap<HostName, HostReading> readings =
          Watching.live(root, !format.isJson(), listener -> reads.read(requests, hosts, listener));
      terminal
          .out()
          .print(
              format.isJson()
                  ? Json.pretty(FactsJson.of(readings))
                  : FactsText.of(readings, terminal.style()));
      return readings.values().stream().allMatch(HostReading.Answered.class::isInstance)
          ? ExitCode.DONE
          : ExitCode.ERROR;
    }
  }
}
