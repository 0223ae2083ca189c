package dev.gantry.cli.command;

import dev.gantry.cli.live.ConnectionLines;
import dev.gantry.cli.run.Context;
import dev.gantry.cli.run.Toolbox;
import dev.gantry.cli.terminal.Terminal;
import dev.gantry.providers.host.ConnectionLog;
import dev.gantry.providers.host.RunLimits;
import dev.gantry.resources.address.HostName;
import dev.gantry.resources.config.Configuration;
import dev.gantry.state.HostIdentity;
import dev.gantry.state.State;
import java.nio.file.Path;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** {@code gantry} itself: the options that every command has. */
@Command(
    name = "gantry",
    description = "Plan, apply and drift for Kubernetes on machines you own.",
    synopsisSubcommandLabel = "COMMAND",
    commandListHeading = "%nCommands:%n",
    footerHeading = "%n",
    footer = {
      ExitCode.HELP,
      "",
      "Options may be written with one dash or two: -auto-approve, --auto-approve."
    })
final class Root implements Runnable {
  private final Context context;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--chdir",
      paramLabel = "DIR",
      scope = ScopeType.INHERIT,
      description = "Work in this folder instead of the current one.")
  private Optional<Path> chdir = Optional.empty();

  @Option(
      names = "--no-color",
      scope = ScopeType.INHERIT,
      description = "No colours; the variable NO_COLOR does the same.")
  private boolean noColor;

  @Option(
      names = {"-v", "--verbose"},
      scope = ScopeType.INHERIT,
      description = "Tell on stderr, step by step, how each machine is reached.")
  private boolean verbose;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      scope = ScopeType.INHERIT,
      description = "Show this text.")
  @SuppressWarnings("UnusedVariable") // read by picocli
  private boolean help;

  @Option(names = "--version", versionHelp = true, description = "Show the version.")
  @SuppressWarnings("UnusedVariable") // read by picocli
  private boolean version;

  Root(Context context) {
    this.context = context;
  }

  /** What this process was started with. */
  Context context() {
    return context;
  }

  /** The configuration's folder, as it was typed. */
  Path folder() {
    return chdir.map(context.folder()::resolve).orElse(context.folder());
  }

  /** Works in another folder from here on, for a command that names one by itself. */
  void workIn(Path folder) {
    chdir = Optional.of(folder);
  }

  /** A path that the person typed, seen from the configuration's folder. */
  Path path(String typed) {
    return folder().resolve(typed);
  }

  /** Lines on stderr and a view that redraws itself would spoil each other. */
  Terminal terminal() {
    Terminal coloured = noColor ? context.terminal().withoutColour() : context.terminal();
    return verbose ? coloured.withoutRedrawing() : coloured;
  }

  /** What makes a configuration real; connections are told as the person wants it. */
  Toolbox.Machinery machinery(Configuration desired, State recorded) {
    return machinery(desired, recorded, new TreeMap<>(), RunLimits.usual());
  }

  /**
   * The same, taking no more of the network than this.
   *
   * @param reviewed the hosts of a plan that was reviewed: they must be those of then
   */
  Toolbox.Machinery machinery(
      Configuration desired,
      State recorded,
      SortedMap<HostName, HostIdentity> reviewed,
      RunLimits limits) {
    Toolbox.Work work = new Toolbox.Work(desired, recorded, folder(), reviewed);
    return context.toolbox().machinery(work, connectionLog(), limits);
  }

  /** The machines of a configuration, to look at. */
  Toolbox.Lookout lookout(Configuration desired, State recorded) {
    return context.toolbox().lookout(desired, recorded, folder(), connectionLog());
  }

  /** The machines of a configuration, to run a person's own commands on. */
  Toolbox.Hands hands(Configuration desired, State recorded) {
    return context.toolbox().hands(desired, recorded, folder(), connectionLog());
  }

  private ConnectionLog connectionLog() {
    return verbose ? new ConnectionLines(terminal()) : ConnectionLog.silent();
  }

  @Override
  public void run() {
    spec.commandLine().usage(context.terminal().out(), CommandLine.Help.Ansi.OFF);
  }
}
