package dev.gantry.cli.command;

import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Prints a completion script. */
@Command(
    description = "Print a completion script for bash and zsh.",
    footer = {"", "Example:", "  source <(gantry completion)"})
final class CompletionCommand implements Runnable {
  private final Root root;

  @Spec private CommandSpec spec = CommandSpec.create();

  CompletionCommand(Root root) {
    this.root = root;
  }

  @Override
  public void run() {
    root.terminal().out().print(AutoComplete.bash("gantry", spec.root().commandLine()));
  }
}
