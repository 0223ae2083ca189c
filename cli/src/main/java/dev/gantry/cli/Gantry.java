package dev.gantry.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** Where the process starts. */
@Command(
    name = "gantry",
    description = "Plan, apply and drift for Kubernetes on machines you own.",
    mixinStandardHelpOptions = true,
    versionProvider = Gantry.Version.class)
public final class Gantry implements Runnable {

  /** Answers {@code --version} before picocli is loaded: that alone would triple its time. */
  public static void main(String[] args) {
    if (args.length == 1 && args[0].equals("--version")) {
      System.out.println(version());
      return;
    }
    System.exit(new CommandLine(new Gantry()).execute(args));
  }

  /** The line that {@code --version} prints, such as {@code Gantry v0.1.0}. */
  static String version() {
    try (InputStream number =
        Objects.requireNonNull(Gantry.class.getResourceAsStream("version.txt"))) {
      return "Gantry v" + new String(number.readAllBytes(), StandardCharsets.UTF_8).strip();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void run() {
    CommandLine.usage(this, System.out);
  }

  /** Hands {@link #version()} to picocli. */
  static final class Version implements CommandLine.IVersionProvider {
    @Override
    public String[] getVersion() {
      return new String[] {version()};
    }
  }
}
