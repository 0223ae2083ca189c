package dev.gantry.resources.yaml.tree;

import dev.gantry.resources.diagnostic.Diagnostic;
import dev.gantry.resources.diagnostic.Findings;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Reads every {@code *.yaml} and {@code *.yml} of a folder, sorted by name, not of the folders in
 * it. Hidden files are left out, as editors keep their backups there. A file that cannot be read is
 * reported, and the others are read all the same.
 */
public final class FolderReader {
  /** The largest file, in bytes: a thousand resources with all their fields take a tenth of it. */
  static final long LARGEST_FILE = 4L << 20;

  /** The largest sum of all files, in bytes. */
  static final long LARGEST_FOLDER = 64L << 20;

  private final Path folder;
  private final Findings findings;
  private long total;

  private FolderReader(Path folder, Findings findings) {
    this.folder = folder;
    this.findings = findings;
  }

  /** The files that could be read. */
  public static List<SourceFile> read(Path folder, Findings findings) {
    return new FolderReader(folder, findings).files();
  }

  /** Whether there is anything to read; false for a folder that there is not. */
  public static boolean hasAny(Path folder) {
    try (Stream<Path> listed = Files.list(folder)) {
      return listed.anyMatch(FolderReader::isConfiguration);
    } catch (IOException unreadable) {
      return Files.exists(folder);
    }
  }

  private List<SourceFile> files() {
    List<Path> paths = paths();
    if (paths.isEmpty() && findings.errors() == 0) {
      findings.add(
          Diagnostic.error(
              "no-configuration",
              "No configuration in " + shown(folder),
              "There is no *.yaml or *.yml file. Write one, begin with `gantry init`, or name"
                  + " another folder."));
    }
    List<SourceFile> files = new ArrayList<>();
    for (Path path : paths) {
      bytes(path)
          .flatMap(bytes -> Utf8.decode(name(path), bytes, findings))
          .ifPresent(text -> files.add(SourceFile.of(name(path), text)));
    }
    return files;
  }

  private List<Path> paths() {
    try (Stream<Path> listed = Files.list(folder)) {
      return listed.filter(FolderReader::isConfiguration).sorted().toList();
    } catch (IOException e) {
      findings.add(
          Diagnostic.error(
              "no-folder",
              "Cannot read the folder " + shown(folder),
              Files.isDirectory(folder)
                  ? "Its entries cannot be listed: " + e.getMessage() + "."
                  : "There is no such folder. Name the folder that holds the *.yaml files."));
      return List.of();
    }
  }

  private static boolean isConfiguration(Path path) {
    String name = path.getFileName().toString();
    return (name.endsWith(".yaml") || name.endsWith(".yml"))
        && !name.startsWith(".")
        && !Files.isDirectory(path);
  }

  /** Never reads more than the limit, whatever the file's size says: it may be growing. */
  private Optional<byte[]> bytes(Path path) {
    if (!Files.isRegularFile(path)) {
      return refused(path, "not-a-file", "is not a regular file", "Only regular files are read.");
    }
    try (InputStream in = Files.newInputStream(path)) {
      byte[] bytes = in.readNBytes((int) LARGEST_FILE + 1);
      total += bytes.length;
      if (bytes.length > LARGEST_FILE) {
        return refused(
            path, "too-large", "is too large", "A file may have 4 MiB. Split it into several.");
      }
      if (total > LARGEST_FOLDER) {
        return refused(
            path, "too-large", "is too much", "The files of a folder may have 64 MiB together.");
      }
      return Optional.of(bytes);
    } catch (IOException e) {
      return refused(path, "unreadable-file", "cannot be read", e + ".");
    }
  }

  private Optional<byte[]> refused(Path path, String code, String summary, String detail) {
    findings.add(Diagnostic.error(code, "The file " + name(path) + " " + summary, detail));
    return Optional.empty();
  }

  private String name(Path path) {
    return folder.resolve(path.getFileName()).normalize().toString();
  }

  private static String shown(Path folder) {
    return folder.toString().isEmpty() ? "." : folder.toString();
  }
}
