package dev.gantry.cli.command;

import dev.gantry.engine.graph.GraphText;
import dev.gantry.engine.graph.ResourceGraph;
import dev.gantry.resources.address.ResourceAddress;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Draws what depends on what. */
@Command(
    description = "Draw what depends on what.",
    footer = {"", "Example:", "  gantry graph | dot -Tsvg > graph.svg"})
final class GraphCommand implements Runnable {
  private final Root root;

  @Mixin private ConfigurationOptions configuration = new ConfigurationOptions();

  @Option(
      names = "--format",
      defaultValue = "dot",
      description = "${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}")
  private Format format = Format.dot;

  /** Lower case because that is how people type it. */
  enum Format {
    dot,
    mermaid
  }

  GraphCommand(Root root) {
    this.root = root;
  }

  @Override
  public void run() {
    SortedMap<ResourceAddress, SortedSet<ResourceAddress>> dependencies = new TreeMap<>();
    configuration
        .load(root)
        .resources()
        .forEach((address, desired) -> dependencies.put(address, desired.dependencies()));
    ResourceGraph graph = ResourceGraph.of(dependencies);
    root.terminal()
        .out()
        .print(
            switch (format) {
              case dot -> GraphText.dot(graph);
              case mermaid -> GraphText.mermaid(graph);
            });
  }
}
