package dev.gantry.cli.command;

import dev.gantry.cli.render.ExecJson;
import dev.gantry.cli.render.ExecText;
import dev.gantry.cli.run.CommandEnd;
import dev.gantry.cli.run.OnHosts;
import dev.gantry.cli.run.Toolbox;
import dev.gantry.cli.terminal.Terminal;
import dev.gantry.resources.address.HostName;
import dev.gantry.resources.config.Configuration;
import dev.gantry.resources.diagnostic.Diagnostic;
import dev.gantry.resources.diagnostic.DiagnosticException;
import dev.gantry.resources.kind.Durations;
import dev.gantry.state.State;
import dev.gantry.state.json.Json;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Runs a person's own command on machines, over the connections that Gantry itself uses. */
@Command(
    description = {
      "Run a command on machines, as root, over Gantry's own connections.",
      "",
      "SELECTOR is one or more, separated by commas, of: a node's name, a role (control-plane,"
          + " worker), a label (key=value), or all. The command is no shell line: its words reach"
          + " the program as they are. For a shell line say: -- sh -c 'LINE'.",
      "",
      "Exits with 1 when the command failed on any machine, or could not be run there. It takes no"
          + " lock: what it changes is not Gantry's, and shows as drift."
    },
    footer = {
      "",
      "Examples:",
      "  gantry exec all -- uptime",
      "  gantry exec control-plane -- systemctl is-active containerd",
      "  gantry exec zone=a,cp-1 -- sh -c 'df -h | grep /var'"
    })
final class ExecCommand implements Callable<Integer> {
  private static final int OUTPUT_LIMIT = 16 << 20;

  private final Root root;

  @Mixin private ConfigurationOptions configuration = new ConfigurationOptions();
  @Mixin private StateOptions state = new StateOptions();
  @Mixin private ParallelismOption parallelism = new ParallelismOption();
  @Mixin private FormatOption format = new FormatOption();

  @Option(
      names = "--timeout",
      paramLabel = "DURATION",
      defaultValue = "5m",
      description =
          "After which the command is ended on a machine: 30s, 5m, 1h. Default:"
              + " ${DEFAULT-VALUE}")
  private String timeout = "5m";

  @Parameters(index = "0", paramLabel = "SELECTOR", description = "Which machines.")
  private String selector = "";

  @Parameters(index = "1..*", arity = "1..*", paramLabel = "COMMAND", description = "What to run.")
  private List<String> argv = new ArrayList<>();

  ExecCommand(Root root) {
    this.root = root;
  }

  @Override
  public Integer call() throws InterruptedException {
    Configuration desired = configuration.load(root);
    List<HostName> hosts = List.copyOf(Fleet.of(desired).selected(selector).nodes().keySet());
    Duration limit = limit();
    State recorded = state.store(root).read();
    try (Toolbox.Hands hands = root.hands(desired, recorded)) {
      OnHosts command =
          new OnHosts(
              hands,
              dev.gantry.providers.host.Command.of(argv.toArray(String[]::new))
                  .within(limit)
                  .keeping(OUTPUT_LIMIT));
      SortedMap<HostName, CommandEnd> ends =
          format.isJson() ? quietly(command, hosts) : aloud(command, hosts);
      return ends.values().stream().allMatch(CommandEnd::ok) ? ExitCode.DONE : ExitCode.ERROR;
    }
  }

  private SortedMap<HostName, CommandEnd> quietly(OnHosts command, List<HostName> hosts)
      throws InterruptedException {
    SortedMap<HostName, CommandEnd> ends =
        command.run(hosts, parallelism.hosts(), (host, end) -> {});
    root.terminal().out().print(Json.pretty(ExecJson.of(argv, ends)));
    return ends;
  }

  private SortedMap<HostName, CommandEnd> aloud(OnHosts command, List<HostName> hosts)
      throws InterruptedException {
    Terminal terminal = root.terminal();
    ExecText text = new ExecText(hosts, terminal.style());
    SortedMap<HostName, CommandEnd> ends =
        command.run(
            hosts,
            parallelism.hosts(),
            (host, end) -> {
              terminal.out().print(text.of(host, end));
              terminal.out().flush();
            });
    terminal.err().print(text.summary(ends));
    return ends;
  }

  private Duration limit() {
    if (!Durations.isDuration(timeout) || Durations.parse(timeout).isZero()) {
      throw new DiagnosticException(
          Diagnostic.error(
              "usage",
              "--timeout is no time: \"" + timeout + "\"",
              "Write for example --timeout 30s, 5m or 1h."));
    }
    return Durations.parse(timeout);
  }
}
