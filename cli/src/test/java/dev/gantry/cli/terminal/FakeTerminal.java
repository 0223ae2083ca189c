package dev.gantry.cli.terminal;

import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;

/** A terminal that keeps what was printed. */
public final class FakeTerminal {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private final Terminal terminal;

  /**
   * @param answers what the person types
   * @param live whether it can be redrawn
   */
  public FakeTerminal(String answers, boolean live) {
    terminal =
        new Terminal(
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8),
            new BufferedReader(new StringReader(answers)),
            live,
            Style.plain(),
            () -> 60);
  }

  public Terminal terminal() {
    return terminal;
  }

  public String out() {
    terminal.out().flush();
    return out.toString(StandardCharsets.UTF_8);
  }

  public String err() {
    terminal.err().flush();
    return err.toString(StandardCharsets.UTF_8);
  }
}
