package dev.gantry.providers.vip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A lab of its own for one test class; where it cannot run, the tests are skipped and say why. */
final class LabHosts implements AutoCloseable {
  private final Path tool;
  private final Map<String, String> environment;
  private final boolean keep = System.getenv("GANTRY_LAB_KEEP") != null;

  private LabHosts(Path tool, Map<String, String> environment) {
    this.tool = tool;
    this.environment = environment;
  }

  /** Fresh hosts, {@code host-1} and so on. */
  static LabHosts up(String name, String network, int hosts) throws Exception {
    Optional<Path> tool = find(Path.of("").toAbsolutePath());
    if (tool.isEmpty() || !System.getProperty("user.name", "").equals("root")) {
      abort("skipped: the lab needs root and examples/lab");
    }
    LabHosts lab =
        new LabHosts(
            tool.orElseThrow(), Map.of("GANTRY_LAB_NAME", name, "GANTRY_LAB_NET", network));
    Ended down = lab.start("down").await();
    if (down.exit() != 0) {
      abort("skipped: the lab cannot run here: " + down.output());
    }
    lab.tool("up", String.valueOf(hosts));
    return lab;
  }

  private static Optional<Path> find(Path folder) {
    Path tool = folder.resolve("examples/lab/lab");
    if (Files.isExecutable(tool)) {
      return Optional.of(tool);
    }
    return Optional.ofNullable(folder.getParent()).flatMap(LabHosts::find);
  }

  /** Runs the lab's tool, which must succeed. */
  String tool(String... arguments) throws Exception {
    Ended ended = start(arguments).await();
    assertThat(ended.exit()).as(List.of(arguments) + ": " + ended.output()).isZero();
    return ended.output().strip();
  }

  /** Runs a command on a host as root; it must succeed. */
  String on(String host, String... argv) throws Exception {
    List<String> arguments = new ArrayList<>(List.of("exec", host));
    arguments.addAll(List.of(argv));
    return tool(arguments.toArray(String[]::new));
  }

  /** Runs a shell program on a host, whatever its end. */
  String shell(String host, String program) throws Exception {
    return start("exec", host, "sh", "-c", program).await().output().strip();
  }

  /** Starts the lab's tool. */
  Running start(String... arguments) throws IOException {
    List<String> argv = new ArrayList<>(List.of(tool.toString()));
    argv.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(argv).redirectErrorStream(true);
    builder.redirectInput(ProcessBuilder.Redirect.from(new java.io.File("/dev/null")));
    builder.environment().putAll(environment);
    return new Running(builder.start());
  }

  /** A process that goes on while the test does something. */
  record Running(Process process) {
    Ended await() throws Exception {
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return new Ended(process.waitFor(), output);
    }
  }

  record Ended(int exit, String output) {}

  @Override
  public void close() {
    if (!keep) {
      try {
        tool("down");
      } catch (Exception e) {
        throw new IllegalStateException("the lab does not go down", e);
      }
    }
  }
}
