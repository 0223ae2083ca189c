package dev.gantry.cli.lab;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A folder of configuration, and the gantry program run in it as a person would. */
final class Workspace {
  private static final Duration LIMIT = Duration.ofMinutes(10);
  private final Path folder;
  private final Map<String, String> environment;

  private Workspace(Path folder, Map<String, String> environment) {
    this.folder = folder;
    this.environment = environment;
  }

  /** A new folder with this configuration in {@code node.yaml}. */
  static Workspace of(Path folder, String yaml) {
    try {
      Files.writeString(Files.createDirectories(folder).resolve("node.yaml"), yaml);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new Workspace(folder, Map.of("NO_COLOR", "1"));
  }

  /** A copy of one of the examples, told of the lab's network and key by its variables. */
  static Workspace example(String name, Path folder, String network, Lab lab)
      throws InterruptedException {
    try (Stream<Path> files = Files.list(Lab.repository().resolve("examples").resolve(name))) {
      for (Path file : files.filter(path -> path.toString().endsWith(".yaml")).toList()) {
        Files.copy(file, folder.resolve(file.getFileName()));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return in(folder, network, lab);
  }

  /** A folder that is there, told of the lab's network and key by its variables. */
  static Workspace in(Path folder, String network, Lab lab) throws InterruptedException {
    return new Workspace(
        folder,
        Map.of(
            "GANTRY_VAR_network",
            network.substring(0, network.lastIndexOf('.')),
            "GANTRY_VAR_sshKey",
            lab.key(),
            "NO_COLOR",
            "1"));
  }

  /** The same folder, with one more variable in gantry's environment. */
  Workspace with(String name, String value) {
    Map<String, String> more = new HashMap<>(environment);
    more.put(name, value);
    return new Workspace(folder, more);
  }

  /** A folder whose files the test writes itself, with these environment variables. */
  static Workspace of(Path folder, Map<String, String> environment) {
    return new Workspace(folder, environment);
  }

  /** Runs gantry to its end. */
  Exec gantry(String... arguments) throws InterruptedException {
    return Exec.run(folder, environment, LIMIT, argv(arguments));
  }

  /** Starts gantry and returns at once. */
  Process start(Path log, String... arguments) {
    return Exec.start(folder, environment, argv(arguments), log);
  }

  /** A file of the folder. */
  Path file(String name) {
    return folder.resolve(name);
  }

  /** Replaces text in a file of the folder; the text must be there. */
  void edit(String name, String from, String to) {
    try {
      String text = Files.readString(file(name));
      if (!text.contains(from)) {
        throw new AssertionError(name + " does not hold: " + from);
      }
      Files.writeString(file(name), text.replace(from, to));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<String> argv(String... arguments) {
    List<String> argv =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                "dev.gantry.cli.Gantry"));
    argv.addAll(List.of(arguments));
    return argv;
  }
}
