package dev.gantry.engine.spi;

import dev.gantry.resources.diagnostic.Diagnostic;

/** A step that could not be done, told as a diagnostic. */
public final class StepException extends Exception {
  private static final long serialVersionUID = 1L;

  private final transient Diagnostic diagnostic;
  private final boolean retryable;

  /**
   * @param retryable whether the same step may well succeed a little later: a lost connection, a
   *     lock held by the package manager; never a refused login
   */
  public StepException(Diagnostic diagnostic, boolean retryable) {
    super(diagnostic.summary());
    this.diagnostic = diagnostic;
    this.retryable = retryable;
  }

  /** What happened, where, and what to do next. */
  public Diagnostic diagnostic() {
    return diagnostic;
  }

  /** Whether another try makes sense. */
  public boolean retryable() {
    return retryable;
  }
}
