package dev.gantry.cli.terminal;

import java.io.BufferedOutputStream;
import java.io.BufferedReader;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Finds out what this process was given. The only place that knows the process's own streams.
 *
 * <p>{@code System.console()} is not asked: it loads a line editor, and tells of input and output
 * together only.
 */
public final class Terminals {
  private static final int USUAL_WIDTH = 80;

  private Terminals() {}

  /**
   * The terminal of this process. Colours are off where output or messages go elsewhere, where
   * {@code NO_COLOR} is set (no-color.org), and on a {@code dumb} terminal.
   */
  public static Terminal ofThisProcess(Map<String, String> environment) {
    boolean terminal = isTerminal(1) && !environment.getOrDefault("TERM", "dumb").equals("dumb");
    boolean coloured =
        terminal && isTerminal(2) && environment.getOrDefault("NO_COLOR", "").isEmpty();
    return new Terminal(
        stream(FileDescriptor.out),
        stream(FileDescriptor.err),
        new BufferedReader(
            new InputStreamReader(new FileInputStream(FileDescriptor.in), StandardCharsets.UTF_8)),
        terminal,
        new Style(coloured),
        () -> width(environment));
  }

  /** UTF-8 whatever the locale: our own output is, and so are the files that it is saved to. */
  private static PrintStream stream(FileDescriptor descriptor) {
    return new PrintStream(
        new BufferedOutputStream(new FileOutputStream(descriptor), 1 << 16),
        false,
        StandardCharsets.UTF_8);
  }

  private static boolean isTerminal(int descriptor) {
    try {
      String target = Files.readSymbolicLink(Path.of("/proc/self/fd/" + descriptor)).toString();
      return target.startsWith("/dev/pts/") || target.startsWith("/dev/tty");
    } catch (IOException _) {
      return false;
    }
  }

  /** The columns: from {@code COLUMNS}, else from stty(1). */
  private static int width(Map<String, String> environment) {
    int told = number(environment.getOrDefault("COLUMNS", ""));
    return told > 0 ? told : askedWidth();
  }

  private static int askedWidth() {
    try {
      Process stty =
          new ProcessBuilder("stty", "size")
              .redirectInput(Path.of("/dev/tty").toFile())
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      String size = new String(stty.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      stty.waitFor(1, TimeUnit.SECONDS);
      int columns = number(size.substring(size.indexOf(' ') + 1).strip());
      return columns > 0 ? columns : USUAL_WIDTH;
    } catch (IOException _) {
      return USUAL_WIDTH;
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return USUAL_WIDTH;
    }
  }

  private static int number(String text) {
    return text.matches("[0-9]{1,4}") ? Integer.parseInt(text) : 0;
  }
}
