package dev.gantry.cli.command;

import dev.gantry.cli.render.ProblemText;
import dev.gantry.cli.terminal.Terminal;
import dev.gantry.resources.diagnostic.Diagnostic;
import dev.gantry.resources.diagnostic.DiagnosticException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** How a command that cannot do its work says so: on stderr, what happened and what to do. */
final class Failures {
  private final Root root;

  Failures(Root root) {
    this.root = root;
  }

  /** Something was typed that is not there: the message, a guess, and the short usage. */
  int typedWrong(ParameterException e, String[] arguments) {
    CommandLine command = e.getCommandLine();
    StringBuilder hint = new StringBuilder();
    if (e instanceof UnmatchedArgumentException unmatched) {
      List<String> guesses = unmatched.getSuggestions();
      if (!guesses.isEmpty()) {
        hint.append("Did you mean ").append(String.join(" or ", guesses)).append("?\n\n");
      }
    }
    hint.append(command.getHelp().synopsisHeading());
    hint.append(command.getHelp().synopsis(command.getHelp().synopsisHeadingLength()));
    hint.append("All options: ").append(command.getCommandSpec().qualifiedName()).append(" --help");
    print(List.of(Diagnostic.error("usage", summary(e), hint.toString())));
    return ExitCode.ERROR;
  }

  private static String summary(ParameterException e) {
    if (e instanceof UnmatchedArgumentException unmatched
        && !unmatched.isUnknownOption()
        && !e.getCommandLine().getSubcommands().isEmpty()) {
      return "There is no command \"" + unmatched.getUnmatched().getFirst() + "\"";
    }
    return String.valueOf(e.getMessage());
  }

  /** The command threw. */
  int failed(Exception e, CommandLine command, ParseResult parsed) {
    if (e instanceof DiagnosticException problems) {
      print(problems.diagnostics());
      return ExitCode.of(problems.diagnostics());
    }
    if (e instanceof InterruptedException) {
      return ExitCode.STOPPED;
    }
    StringWriter trace = new StringWriter();
    e.printStackTrace(new PrintWriter(trace));
    print(
        List.of(
            Diagnostic.error(
                "internal-error",
                "This is a fault of Gantry itself",
                "Nothing that was done is lost: the state and its journal are written as Gantry"
                    + " goes. Run the same command again; if it fails again, report these lines.\n\n"
                    + trace)));
    return ExitCode.ERROR;
  }

  private void print(List<Diagnostic> problems) {
    Terminal terminal = root.terminal();
    terminal.out().flush();
    terminal.err().print(ProblemText.of(problems, terminal.style()));
  }
}
