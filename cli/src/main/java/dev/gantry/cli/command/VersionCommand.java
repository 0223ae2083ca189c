package dev.gantry.cli.command;

import dev.gantry.cli.terminal.Terminal;
import dev.gantry.state.json.Json;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tools.jackson.databind.node.JsonNodeFactory;

/** Prints the version. */
@Command(description = "Show the version of Gantry and of the Java that runs it.")
final class VersionCommand implements Runnable {
  private final Root root;

  @Option(names = "--json", description = "As JSON.")
  private boolean json;

  VersionCommand(Root root) {
    this.root = root;
  }

  @Override
  public void run() {
    Terminal terminal = root.terminal();
    String version = root.context().version();
    String java = Runtime.version().toString();
    String platform = System.getProperty("os.name") + "/" + System.getProperty("os.arch");
    if (json) {
      terminal
          .out()
          .print(
              Json.pretty(
                  JsonNodeFactory.instance
                      .objectNode()
                      .put("gantry_version", version)
                      .put("java_version", java)
                      .put("platform", platform)));
    } else {
      terminal.out().print("Gantry v" + version + "\non " + platform + ", Java " + java + "\n");
    }
  }
}
