package dev.gantry.state.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The files of one state, side by side.
 *
 * @param state the state file itself
 * @param backup the state file before the last write
 * @param journal only there during a run, and after one that was cut off
 * @param lock who runs; only there during a run, and after one that was cut off
 * @param systemLock empty, what the operating system locks; stays
 */
record StatePaths(Path state, Path backup, Path journal, Path lock, Path systemLock) {

  /** The files beside a state file; where that is a link, beside what it points to. */
  static StatePaths of(Path given) {
    Path state = followed(given.toAbsolutePath().normalize());
    String name = String.valueOf(state.getFileName());
    return new StatePaths(
        state,
        state.resolveSibling(name + ".backup"),
        state.resolveSibling(name + ".journal"),
        state.resolveSibling("." + name + ".lock.info"),
        state.resolveSibling("." + name + ".lock"));
  }

  private static Path followed(Path path) {
    try {
      return Files.isSymbolicLink(path) ? path.toRealPath() : path;
    } catch (IOException _) {
      return path;
    }
  }
}
