package dev.gantry.providers.toml;

/** A text that is not TOML. */
public final class TomlException extends Exception {
  private static final long serialVersionUID = 1L;

  private final int line;

  /**
   * @param line counted from 1
   */
  TomlException(String message, int line) {
    super(message);
    this.line = line;
  }

  /** Where the text stops being TOML, counted from 1. */
  public int line() {
    return line;
  }
}
