package dev.gantry.cli.command;

import dev.gantry.resources.diagnostic.Diagnostic;
import dev.gantry.resources.diagnostic.DiagnosticException;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A file of {@code NAME=VALUE} lines. Empty lines and lines that start with {@code #} are left out;
 * spaces around name and value, and one pair of double quotes around the value, do not count.
 */
final class VariableFile {
  private VariableFile() {}

  /**
   * Reads a file.
   *
   * @throws DiagnosticException when it is not there, or a line has no {@code =}
   */
  static SortedMap<String, String> read(Path file) {
    SortedMap<String, String> values = new TreeMap<>();
    List<String> lines = lines(file);
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i).strip();
      if (line.isEmpty() || line.startsWith("#")) {
        continue;
      }
      int equals = line.indexOf('=');
      if (equals < 1) {
        throw bad(file + ", line " + (i + 1), "this is not NAME=VALUE: " + line);
      }
      values.put(line.substring(0, equals).strip(), unquoted(line.substring(equals + 1).strip()));
    }
    return values;
  }

  private static List<String> lines(Path file) {
    try {
      return Files.readAllLines(file);
    } catch (CharacterCodingException _) {
      throw bad(file.toString(), "this is not UTF-8 text");
    } catch (IOException e) {
      throw bad(file.toString(), Files.notExists(file) ? "there is no such file" : e.toString());
    }
  }

  private static String unquoted(String value) {
    boolean quoted = value.length() > 1 && value.startsWith("\"") && value.endsWith("\"");
    return quoted ? value.substring(1, value.length() - 1) : value;
  }

  private static DiagnosticException bad(String where, String what) {
    return new DiagnosticException(
        Diagnostic.error(
            "bad-variable-file", "The variable file cannot be read", where + ": " + what + "."));
  }
}
