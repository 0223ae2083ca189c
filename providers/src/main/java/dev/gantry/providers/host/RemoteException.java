package dev.gantry.providers.host;

import dev.gantry.engine.spi.StepException;
import dev.gantry.resources.diagnostic.Diagnostic;

/** A host that could not be reached, would not let us in, or did not finish in time. */
public final class RemoteException extends Exception {
  private static final long serialVersionUID = 1L;

  private final transient Diagnostic diagnostic;
  private final boolean retryable;

  /**
   * @param retryable true for lost connections and time limits, false for refused logins and for
   *     host keys that changed
   */
  public RemoteException(Diagnostic diagnostic, boolean retryable) {
    super(diagnostic.summary());
    this.diagnostic = diagnostic;
    this.retryable = retryable;
  }

  /** What happened, on which host, and what to do next. */
  public Diagnostic diagnostic() {
    return diagnostic;
  }

  /** Whether the same may well succeed a little later. */
  public boolean retryable() {
    return retryable;
  }

  /** The same failure, as a step tells it. */
  public StepException asStepException() {
    StepException told = new StepException(diagnostic, retryable);
    told.initCause(this);
    return told;
  }
}
