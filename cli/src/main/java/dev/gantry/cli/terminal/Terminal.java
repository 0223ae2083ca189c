package dev.gantry.cli.terminal;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.util.Optional;
import java.util.function.IntSupplier;

/**
 * Where results, messages and questions go.
 *
 * @param out results: what a pipe should get
 * @param err errors and warnings
 * @param in answers; read line by line
 * @param live whether {@code out} is a terminal that can be redrawn
 * @param style colours, if any
 * @param width columns of the terminal, asked for each time
 */
public record Terminal(
    PrintStream out,
    PrintStream err,
    BufferedReader in,
    boolean live,
    Style style,
    IntSupplier width) {

  /** The same terminal without colours. */
  public Terminal withoutColour() {
    return new Terminal(out, err, in, live, Style.plain(), width);
  }

  /** The same terminal, written to line by line only. */
  public Terminal withoutRedrawing() {
    return new Terminal(out, err, in, false, style, width);
  }

  /** Asks and reads one line; empty at the end of input. */
  public Optional<String> ask(String question) {
    out.print(question);
    out.flush();
    try {
      return Optional.ofNullable(in.readLine());
    } catch (IOException _) {
      return Optional.empty();
    }
  }
}
