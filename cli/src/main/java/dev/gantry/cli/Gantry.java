package dev.gantry.cli;

import dev.gantry.cli.command.GantryCommandLine;
import dev.gantry.cli.run.Context;
import dev.gantry.cli.run.SshToolbox;
import dev.gantry.cli.terminal.Terminals;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;

/** Where the process starts. */
public final class Gantry {
  private Gantry() {}

  /** Answers {@code --version} before picocli is loaded: that alone would triple its time. */
  public static void main(String[] args) {
    if (args.length == 1 && (args[0].equals("--version") || args[0].equals("-version"))) {
      System.out.println("Gantry v" + version());
      return;
    }
    System.exit(GantryCommandLine.execute(context(), args));
  }

  private static Context context() {
    SortedMap<String, String> environment = new TreeMap<>(System.getenv());
    Clock clock = Clock.systemUTC();
    return new Context(
        Terminals.ofThisProcess(environment),
        Path.of(""),
        environment,
        version(),
        clock,
        new SshToolbox(version(), clock));
  }

  /** The version, such as {@code 0.1.0}. */
  static String version() {
    try (InputStream number =
        Objects.requireNonNull(Gantry.class.getResourceAsStream("version.txt"))) {
      return new String(number.readAllBytes(), StandardCharsets.UTF_8).strip();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
