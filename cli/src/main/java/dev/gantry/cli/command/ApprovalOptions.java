package dev.gantry.cli.command;

import dev.gantry.cli.terminal.Terminal;
import dev.gantry.resources.diagnostic.Diagnostic;
import dev.gantry.resources.diagnostic.DiagnosticException;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Whether and how a person is asked before anything is changed. */
final class ApprovalOptions {
  @Option(names = "--auto-approve", description = "Do not ask.")
  private boolean autoApprove;

  @Option(
      names = "--input",
      arity = "1",
      defaultValue = "true",
      paramLabel = "true|false",
      description = "Whether anyone is there to be asked.")
  private boolean input = true;

  @Option(
      names = "--json",
      description = "One JSON object a line instead of text; needs --auto-approve or a saved plan.")
  private boolean json;

  boolean json() {
    return json;
  }

  /**
   * Refuses what would have to ask and cannot, before anything is done.
   *
   * @param reviewed whether the plan was saved and given, which is approval enough
   */
  void check(boolean reviewed) {
    if (reviewed || autoApprove) {
      return;
    }
    if (json) {
      throw refused("--json cannot ask for approval");
    }
    if (!input) {
      throw refused("--input=false cannot ask for approval");
    }
  }

  /** Asks, unless that is not needed. Only the question's own answer is a yes. */
  boolean approved(Terminal terminal, boolean reviewed, Applying.Question question) {
    if (reviewed || autoApprove) {
      return true;
    }
    terminal.out().print("\n" + terminal.style().bold(question.question()) + "\n  ");
    terminal.out().print(question.consequence() + "\n");
    terminal.out().print("  Only '" + question.answer() + "' will be accepted to approve.\n\n");
    Optional<String> answer = terminal.ask("  " + terminal.style().bold("Enter a value:") + " ");
    terminal.out().print(answer.isPresent() ? "\n" : "\n\n");
    return answer.map(String::strip).equals(Optional.of(question.answer()));
  }

  private static DiagnosticException refused(String why) {
    return new DiagnosticException(
        Diagnostic.error(
            "approval-needed",
            why,
            "Add --auto-approve, or save a plan and give it:\n"
                + "  gantry plan --out plan.json\n  gantry apply plan.json"));
  }
}
