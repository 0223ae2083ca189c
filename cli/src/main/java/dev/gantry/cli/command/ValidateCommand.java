package dev.gantry.cli.command;

import dev.gantry.cli.render.DiagnosticJson;
import dev.gantry.cli.render.ProblemText;
import dev.gantry.cli.terminal.Terminal;
import dev.gantry.resources.diagnostic.Diagnostic;
import dev.gantry.resources.diagnostic.DiagnosticException;
import dev.gantry.state.json.Json;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Checks the configuration; asks no machine. */
@Command(
    description = "Check the configuration without asking any machine.",
    footer = {"", "Example:", "  gantry validate --format json | jq '.diagnostics[].range'"})
final class ValidateCommand implements Callable<Integer> {
  private final Root root;

  @Mixin private ConfigurationOptions configuration = new ConfigurationOptions();

  @Option(
      names = "--format",
      defaultValue = "text",
      description = "${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}")
  private Format format = Format.text;

  @Option(names = "--json", description = "The same as --format json.")
  private boolean json;

  ValidateCommand(Root root) {
    this.root = root;
  }

  @Override
  public Integer call() {
    List<Diagnostic> found = found();
    Terminal terminal = root.terminal();
    boolean valid = found.stream().noneMatch(Diagnostic::isError);
    if (json || format == Format.json) {
      terminal.out().print(Json.pretty(DiagnosticJson.validation(found)));
    } else if (valid) {
      terminal.err().print(ProblemText.of(found, terminal.style()));
      terminal.out().print(terminal.style().green("Success!") + " The configuration is valid.\n");
    } else {
      terminal.err().print(ProblemText.of(found, terminal.style()));
    }
    return valid ? ExitCode.DONE : ExitCode.ERROR;
  }

  private List<Diagnostic> found() {
    try {
      return configuration.load(root).warnings();
    } catch (DiagnosticException e) {
      return e.diagnostics();
    }
  }
}
