package dev.gantry.resources.diagnostic;

import java.util.List;

/** Stops an operation with everything that is wrong; carries at least one error. */
public final class DiagnosticException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient List<Diagnostic> diagnostics;

  /**
   * @param diagnostics at least one, warnings among them where they help
   */
  public DiagnosticException(List<Diagnostic> diagnostics) {
    super(diagnostics.isEmpty() ? "no diagnostics" : diagnostics.getFirst().summary());
    this.diagnostics = List.copyOf(diagnostics);
  }

  public DiagnosticException(Diagnostic diagnostic) {
    this(List.of(diagnostic));
  }

  /** Everything that is wrong, in the order in which it should be read. */
  public List<Diagnostic> diagnostics() {
    return diagnostics;
  }
}
