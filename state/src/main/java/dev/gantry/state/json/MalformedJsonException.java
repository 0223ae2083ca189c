package dev.gantry.state.json;

/** A text that is no JSON, or JSON of another shape than its reader asked for. */
public final class MalformedJsonException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String what;

  /**
   * @param message what is wrong and where, as a clause that follows a colon
   */
  public MalformedJsonException(String message) {
    super(message);
    what = message;
  }

  /** What is wrong and where. */
  public String what() {
    return what;
  }
}
