package dev.gantry.cli.render;

import dev.gantry.cli.terminal.Style;
import dev.gantry.resources.diagnostic.Diagnostic;
import dev.gantry.resources.diagnostic.DiagnosticText;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Problems for people: as {@link DiagnosticText} has them, the first line and the carets painted.
 */
public final class ProblemText {
  private static final Pattern CARETS = Pattern.compile("(?m)^( +\\| *)(\\^+)$");

  private ProblemText() {}

  /** Several problems, with an empty line between them. */
  public static String of(List<Diagnostic> diagnostics, Style style) {
    return diagnostics.stream()
        .map(diagnostic -> of(diagnostic, style))
        .collect(Collectors.joining("\n"));
  }

  private static String of(Diagnostic diagnostic, Style style) {
    String text = DiagnosticText.of(diagnostic);
    if (!style.coloured()) {
      return text;
    }
    int colon = text.indexOf(':') + 1;
    int end = text.indexOf('\n');
    String word = text.substring(0, colon);
    String painted = diagnostic.isError() ? style.red(word) : style.yellow(word);
    String rest =
        CARETS.matcher(text.substring(end)).replaceAll(m -> m.group(1) + style.red(m.group(2)));
    return style.bold(painted) + style.bold(text.substring(colon, end)) + rest;
  }
}
