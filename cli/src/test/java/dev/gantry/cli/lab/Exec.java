package dev.gantry.cli.lab;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** One program run to its end, its output in one text. */
record Exec(int exit, String output) {

  static Exec run(Path folder, Map<String, String> environment, Duration limit, List<String> argv)
      throws InterruptedException {
    try {
      Path log = Files.createTempFile("gantry-e2e", ".log");
      try {
        Process process = start(folder, environment, argv, log);
        if (!process.waitFor(limit.toSeconds(), TimeUnit.SECONDS)) {
          process.destroyForcibly().waitFor();
          throw new AssertionError(argv + " did not end within " + limit + ":\n" + text(log));
        }
        return new Exec(process.exitValue(), text(log));
      } finally {
        Files.deleteIfExists(log);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Process start(Path folder, Map<String, String> environment, List<String> argv, Path log) {
    ProcessBuilder builder =
        new ProcessBuilder(argv)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectInput(Path.of("/dev/null").toFile())
            .redirectOutput(log.toFile());
    builder.environment().putAll(environment);
    try {
      return builder.start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String text(Path log) throws IOException {
    return Files.readString(log, StandardCharsets.UTF_8);
  }

  /** The output of a program that must have succeeded. */
  String ok() {
    if (exit != 0) {
      throw new AssertionError("exit " + exit + ":\n" + output);
    }
    return output;
  }
}
