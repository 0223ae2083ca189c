package dev.gantry.cli.command;

import picocli.CommandLine.Option;

/** Text for people, or one JSON document for programs. */
final class FormatOption {
  @Option(
      names = "--format",
      defaultValue = "text",
      description = "${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}")
  private Format format = Format.text;

  @Option(names = "--json", description = "The same as --format json.")
  private boolean json;

  boolean isJson() {
    return json || format == Format.json;
  }
}
