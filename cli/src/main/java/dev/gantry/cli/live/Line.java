package dev.gantry.cli.live;

import dev.gantry.cli.terminal.Style;

/** One line about something that ended. */
record Line(Weight weight, String text) {

  /** How good the news is. */
  enum Weight {
    GOOD,
    WARN,
    BAD
  }

  String painted(Style style) {
    return switch (weight) {
      case GOOD -> style.green(text);
      case WARN -> style.yellow(text);
      case BAD -> style.red(text);
    };
  }
}
