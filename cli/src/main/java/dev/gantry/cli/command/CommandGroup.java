package dev.gantry.cli.command;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** A command that does nothing itself: by its name alone it tells of those below it. */
@Command
final class CommandGroup implements Runnable {
  private final Root root;

  @Spec private CommandSpec spec = CommandSpec.create();

  private CommandGroup(Root root) {
    this.root = root;
  }

  /** A group without commands yet. */
  static CommandLine of(Root root, String description) {
    CommandLine line = new CommandLine(new CommandGroup(root));
    line.getCommandSpec().usageMessage().description(description);
    return line;
  }

  @Override
  public void run() {
    root.terminal().out().print(spec.commandLine().getUsageMessage());
  }
}
