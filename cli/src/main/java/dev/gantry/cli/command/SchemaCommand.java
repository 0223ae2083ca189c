package dev.gantry.cli.command;

import dev.gantry.resources.schema.JsonSchema;
import picocli.CommandLine.Command;

/** Prints the JSON Schema of every kind. */
@Command(
    description = "Print the JSON Schema of the configuration, for editors.",
    footer = {
      "",
      "Example: completion and checks in editors that use the YAML language server:",
      "  gantry schema > gantry.schema.json",
      "  # yaml-language-server: $$schema=gantry.schema.json   (first line of each file)"
    })
final class SchemaCommand implements Runnable {
  private final Root root;

  SchemaCommand(Root root) {
    this.root = root;
  }

  @Override
  public void run() {
    root.terminal().out().print(JsonSchema.of(root.context().toolbox().kinds()).strip() + "\n");
  }
}
