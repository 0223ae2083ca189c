package dev.gantry.cli.lab;

import static org.junit.jupiter.api.Assumptions.abort;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A lab of its own for one test class: real hosts, taken down at the end. Where it cannot run the
 * test is skipped and says why.
 */
final class Lab implements AutoCloseable {
  private final Path tool;
  private final Path folder;
  private final Map<String, String> environment;

  private Lab(Path repository, Map<String, String> environment) {
    this.folder = repository;
    this.tool = repository.resolve("examples/lab/lab");
    this.environment = environment;
  }

  /** Starts hosts named {@code host-1} to {@code host-N}. */
  static Lab up(String name, String network, int hosts) throws InterruptedException {
    return up(name, network, hosts, Map.of());
  }

  /** The same with more settings of the lab. */
  static Lab up(String name, String network, int hosts, Map<String, String> settings)
      throws InterruptedException {
    if (!System.getProperty("user.name", "").equals("root")) {
      abort("skipped: the lab needs root");
    }
    Map<String, String> environment = new HashMap<>(settings);
    environment.put("GANTRY_LAB_NAME", name);
    environment.put("GANTRY_LAB_NET", network);
    Lab lab = new Lab(repository(), environment);
    Exec down = lab.tool("down");
    if (down.output().contains("This machine lacks what the lab needs")) {
      abort("skipped: " + down.output().strip());
    }
    down.ok();
    lab.tool("up", Integer.toString(hosts)).ok();
    return lab;
  }

  /** The folder that holds the whole project. */
  static Path repository() {
    Path folder = Path.of("").toAbsolutePath();
    while (!Files.isExecutable(folder.resolve("examples/lab/lab"))) {
      Path parent = folder.getParent();
      if (parent == null) {
        throw new AssertionError("examples/lab/lab is not above " + Path.of("").toAbsolutePath());
      }
      folder = parent;
    }
    return folder;
  }

  /** Runs a command on a host, as root. */
  Exec on(String host, String... argv) throws InterruptedException {
    List<String> arguments = new ArrayList<>(List.of("exec", host));
    arguments.addAll(List.of(argv));
    return tool(arguments.toArray(String[]::new));
  }

  /** Runs a shell line on a host, as root. */
  String sh(String host, String line) throws InterruptedException {
    return on(host, "sh", "-c", line).ok();
  }

  /** Runs a command in the namespace of a client on the hosts' network. */
  Exec client(String... argv) throws InterruptedException {
    List<String> arguments = new ArrayList<>(List.of("client"));
    arguments.addAll(List.of(argv));
    return tool(arguments.toArray(String[]::new));
  }

  /** Path of the private key that opens every host. */
  String key() throws InterruptedException {
    return tool("key").ok().strip();
  }

  /** Runs a program of the test's own that is given the lab's tool and these arguments. */
  Exec script(Path program, String... arguments) throws InterruptedException {
    List<String> argv = new ArrayList<>(List.of("sh", program.toString(), tool.toString()));
    argv.addAll(List.of(arguments));
    return Exec.run(folder, environment, Duration.ofMinutes(15), argv);
  }

  /** Any command of the lab's own. */
  Exec tool(String... arguments) throws InterruptedException {
    List<String> argv = new ArrayList<>(List.of(tool.toString()));
    argv.addAll(List.of(arguments));
    return Exec.run(folder, environment, Duration.ofMinutes(15), argv);
  }

  @Override
  public void close() {
    try {
      tool("down").ok();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted: run 'lab down' by hand", e);
    }
  }
}
