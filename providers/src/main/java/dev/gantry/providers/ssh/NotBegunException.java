package dev.gantry.providers.ssh;

/** The command was not started; what stands before it said why. Sending it again is safe. */
final class NotBegunException extends Exception {
  private static final long serialVersionUID = 1L;

  private final String said;

  NotBegunException(String said) {
    super("the command was not started");
    this.said = said;
  }

  /** What came on standard error, secrets blanked out. */
  String said() {
    return said;
  }
}
