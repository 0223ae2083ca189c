package dev.gantry.state.local;

import dev.gantry.state.StateSession;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Makes a folder look as it does when a run was killed: as it was before the run could end. */
final class LeftBehind {
  private LeftBehind() {}

  static void by(LocalStateStore store, Path folder, Consumer<StateSession> run) {
    Map<Path, byte[]> before;
    try (StateSession session = store.open("apply")) {
      run.accept(session);
      before = contents(folder);
    }
    try {
      for (Path path : contents(folder).keySet()) {
        Files.delete(path);
      }
      for (Map.Entry<Path, byte[]> file : before.entrySet()) {
        Files.write(file.getKey(), file.getValue());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Map<Path, byte[]> contents(Path folder) {
    Map<Path, byte[]> contents = new TreeMap<>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        contents.put(file, Files.readAllBytes(file));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return contents;
  }
}
