package dev.gantry.resources.diagnostic;

/**
 * A place in a configuration file.
 *
 * @param file the path as the person gave it
 * @param line counted from 1
 * @param column counted from 1, in code points
 * @param length of the marked text in code points, at least 1
 * @param snippet the whole source line, without its line break
 */
public record SourceRange(String file, int line, int column, int length, String snippet)
    implements Comparable<SourceRange> {
  @Override
  public int compareTo(SourceRange other) {
    int byFile = file.compareTo(other.file);
    if (byFile != 0) {
      return byFile;
    }
    return line != other.line
        ? Integer.compare(line, other.line)
        : Integer.compare(column, other.column);
  }

  @Override
  public String toString() {
    return file + ":" + line + ":" + column;
  }
}
