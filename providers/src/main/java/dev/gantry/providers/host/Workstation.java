package dev.gantry.providers.host;

import java.nio.file.Path;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The machine on which Gantry runs, as far as keys and secrets are found on it.
 *
 * @param folder of the configuration: relative paths start there
 * @param home of the person: {@code ~/} is there
 */
public record Workstation(Path folder, Path home, SortedMap<String, String> environment) {
  public Workstation {
    // As the folder in which a program is started, the empty path is none.
    folder = folder.toAbsolutePath();
    environment = Collections.unmodifiableSortedMap(new TreeMap<>(environment));
  }

  /** This machine, with a configuration in that folder. */
  public static Workstation here(Path folder) {
    return new Workstation(
        folder, Path.of(System.getProperty("user.home")), new TreeMap<>(System.getenv()));
  }

  /** A path as a configuration writes it: absolute, under {@code ~/}, or beside the YAML. */
  public Path path(String written) {
    return written.startsWith("~/") ? home.resolve(written.substring(2)) : folder.resolve(written);
  }
}
