package dev.gantry.providers.ssh;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;

/** Runs the real ssh-keygen, ssh-add or openssl of this machine. */
final class Tool {
  private Tool() {}

  /** Runs to the end; what it printed. Fails when it does. */
  static String run(Path folder, String... argv) throws Exception {
    return run(folder, Map.of(), argv);
  }

  static String run(Path folder, Map<String, String> environment, String... argv) throws Exception {
    ProcessBuilder builder =
        new ProcessBuilder(argv).directory(folder.toFile()).redirectErrorStream(true);
    builder.environment().putAll(environment);
    Process process = builder.start();
    process.getOutputStream().close();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new AssertionError(String.join(" ", argv) + ": " + said);
    }
    return said;
  }
}
