package dev.gantry.cli.run;

import dev.gantry.cli.terminal.Terminal;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What this process was started with.
 *
 * @param folder the current folder
 * @param version Gantry's own, such as {@code 0.1.0}
 */
public record Context(
    Terminal terminal,
    Path folder,
    SortedMap<String, String> environment,
    String version,
    Clock clock,
    Toolbox toolbox) {
  public Context {
    environment = Collections.unmodifiableSortedMap(new TreeMap<>(environment));
  }
}
