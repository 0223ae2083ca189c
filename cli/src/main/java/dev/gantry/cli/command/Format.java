package dev.gantry.cli.command;

/** How a command's result is printed; lower case because that is how people type it. */
enum Format {
  text,
  json
}
