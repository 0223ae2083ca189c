package dev.gantry.resources.yaml;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/**
 * The texts behind {@code ${file.path}}. The path is relative to the configuration's folder and
 * stays in it, links followed: what is applied is then all in the folder that is reviewed. A file
 * may have 1 MiB of UTF-8; one trailing line break is dropped. Each is read once.
 */
final class FileTexts {
  private static final int LARGEST = 1 << 20;

  private final Path folder;
  private final Map<String, Result> read = new TreeMap<>();

  FileTexts(Path folder) {
    this.folder = folder;
  }

  /** What became of reading a file. */
  sealed interface Result {
    /** Its text. */
    record Text(String text) implements Result {}

    /** Why there is none: a sentence, and what to do. */
    record Refused(String reason) implements Result {}
  }

  Result text(String path) {
    return read.computeIfAbsent(path, this::load);
  }

  private Result load(String path) {
    try {
      Path file = folder.resolve(path);
      if (Path.of(path).isAbsolute() || !Files.exists(file)) {
        return new Result.Refused(
            "There is no such file in the configuration's folder; the path is relative to it.");
      }
      if (!file.toRealPath().startsWith(folder.toRealPath())) {
        return new Result.Refused("It is outside the configuration's folder. Copy it there.");
      }
      if (!Files.isRegularFile(file)) {
        return new Result.Refused("It is not a regular file.");
      }
      return decode(file);
    } catch (CharacterCodingException _) {
      return new Result.Refused("It is not UTF-8 text.");
    } catch (IOException | InvalidPathException e) {
      return new Result.Refused("It cannot be read: " + e.getMessage() + ".");
    }
  }

  private static Result decode(Path file) throws IOException {
    byte[] bytes;
    try (InputStream in = Files.newInputStream(file)) {
      bytes = in.readNBytes(LARGEST + 1);
    }
    if (bytes.length > LARGEST) {
      return new Result.Refused("It is larger than 1 MiB.");
    }
    String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    return new Result.Text(text.replaceFirst("\r?\n\\z", ""));
  }
}
