package dev.gantry.cli.render;

import dev.gantry.cli.terminal.Style;

/** The mark before what changes, right aligned in three columns as Terraform has it. */
enum Mark {
  CREATE("  +"),
  UPDATE("  ~"),
  DELETE("  -"),
  REPLACE("-/+"),
  FORGET("  ."),
  NONE("   ");

  private final String text;

  Mark(String text) {
    this.text = text;
  }

  String painted(Style style) {
    return switch (this) {
      case CREATE -> style.green(text);
      case UPDATE -> style.yellow(text);
      case DELETE -> style.red(text);
      case REPLACE -> style.red("-") + "/" + style.green("+");
      case FORGET, NONE -> text;
    };
  }
}
