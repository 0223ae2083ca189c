package dev.gantry.cli.terminal;

/** Colours for a terminal that wants them; the text itself everywhere else. */
public record Style(boolean coloured) {
  private static final String ESCAPE = "\u001b[";

  /** No colours. */
  public static Style plain() {
    return new Style(false);
  }

  /** Headlines. */
  public String bold(String text) {
    return painted("1", text);
  }

  /** What is of less weight. */
  public String dim(String text) {
    return painted("2", text);
  }

  /** What goes, and what failed. */
  public String red(String text) {
    return painted("31", text);
  }

  /** What comes, and what is done. */
  public String green(String text) {
    return painted("32", text);
  }

  /** What changes, and warnings. */
  public String yellow(String text) {
    return painted("33", text);
  }

  /** What is only told. */
  public String cyan(String text) {
    return painted("36", text);
  }

  private String painted(String code, String text) {
    return coloured && !text.isEmpty() ? ESCAPE + code + "m" + text + ESCAPE + "0m" : text;
  }
}
