package dev.gantry.engine.probe;

import dev.gantry.resources.diagnostic.Diagnostic;
import dev.gantry.state.HostIdentity;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** What came of probing one host. */
public sealed interface HostReading {

  /** The host answered. */
  record Answered(
      HostIdentity identity,
      SortedMap<String, FileReading> files,
      SortedMap<String, Output> commands)
      implements HostReading {
    public Answered {
      files = Collections.unmodifiableSortedMap(new TreeMap<>(files));
      commands = Collections.unmodifiableSortedMap(new TreeMap<>(commands));
    }

    /** What was found at a path that was asked for; empty when there is no such file. */
    public Optional<FileReading> file(String path) {
      return Optional.ofNullable(files.get(path));
    }

    /** The output of a command that was asked for; empty when the program is not there. */
    public Optional<Output> command(String name) {
      return Optional.ofNullable(commands.get(name));
    }
  }

  /** The host did not answer, or may not be trusted: unreachable is never absent (law 1). */
  record Silent(Diagnostic reason) implements HostReading {}

  /**
   * A regular file.
   *
   * @param sha256 of its content, lower case hex
   * @param mode permission bits in octal, for example {@code 644}
   * @param owner user and group by name, {@code root:root}
   * @param size in bytes
   * @param content where it was asked for and is UTF-8 of at most 256 KiB
   */
  record FileReading(
      String sha256, String mode, String owner, long size, Optional<String> content) {}

  /** A command's end: its exit status and its bounded output. */
  record Output(int exit, String stdout, String stderr) {}
}
