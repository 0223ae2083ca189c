package dev.gantry.resources.diagnostic;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A diagnostic as plain text, in Terraform's layout:
 *
 * <pre>
 * Error: Unsupported field "adress"
 *
 *   on nodes.yaml line 7, column 3, in Node/cp-1:
 *       7 |   adress: 10.0.0.1
 *         |   ^^^^^^
 *
 * A Node has no field "adress". Did you mean "address"?
 * </pre>
 *
 * <p>Every line ends with a line break. There is no colour: the first word and the carets are where
 * the command line puts it.
 */
public final class DiagnosticText {
  /** A longer source line is shown in part, with its marked text. */
  private static final int WIDEST = 120;

  private static final int BEFORE_MARK = 40;

  private DiagnosticText() {}

  /** Several diagnostics, with an empty line between them. */
  public static String of(List<Diagnostic> diagnostics) {
    return diagnostics.stream().map(DiagnosticText::of).collect(Collectors.joining("\n"));
  }

  /** One diagnostic. */
  public static String of(Diagnostic diagnostic) {
    List<String> lines = new ArrayList<>();
    lines.add(word(diagnostic.severity()) + ": " + diagnostic.summary());
    lines.add("");
    List<String> place = place(diagnostic.where());
    if (!place.isEmpty()) {
      lines.addAll(place);
      lines.add("");
    }
    if (!diagnostic.detail().isEmpty()) {
      lines.add(diagnostic.detail().stripTrailing());
    }
    return String.join("\n", lines).stripTrailing() + "\n";
  }

  private static String word(Severity severity) {
    return switch (severity) {
      case ERROR -> "Error";
      case WARNING -> "Warning";
    };
  }

  private static List<String> place(Diagnostic.Where where) {
    List<String> parts = new ArrayList<>();
    where
        .source()
        .ifPresent(
            at ->
                parts.add("on %s line %d, column %d".formatted(at.file(), at.line(), at.column())));
    where.host().ifPresent(host -> parts.add("on host " + host));
    where.address().ifPresent(address -> parts.add("in " + address));
    if (parts.isEmpty()) {
      return List.of();
    }
    List<String> lines = new ArrayList<>(List.of("  " + String.join(", ", parts) + ":"));
    where.source().ifPresent(at -> lines.addAll(snippet(at)));
    return lines;
  }

  private static List<String> snippet(SourceRange at) {
    int[] line = at.snippet().codePoints().map(DiagnosticText::shown).toArray();
    int mark = Math.min(at.column() - 1, line.length);
    int from = line.length <= WIDEST ? 0 : Math.max(0, mark - BEFORE_MARK);
    int to = Math.min(line.length, from + WIDEST);
    String before = from == 0 ? "" : "…";
    String text = before + new String(line, from, to - from) + (to < line.length ? "…" : "");
    int carets = Math.max(1, Math.min(at.length(), to - mark));
    return List.of(
        "%7d | %s".formatted(at.line(), text).stripTrailing(),
        " ".repeat(7) + " | " + " ".repeat(before.length() + mark - from) + "^".repeat(carets));
  }

  /** One column a character, and nothing that commands a terminal. */
  private static int shown(int point) {
    if (point == '\t') {
      return ' ';
    }
    return Quote.isHarmless(point) ? point : 0xFFFD;
  }
}
