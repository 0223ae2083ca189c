package dev.gantry.resources.yaml.tree;

import dev.gantry.resources.diagnostic.SourceRange;

/**
 * Where a node stands; becomes a {@link SourceRange} only when there is something to say of it.
 *
 * @param line counted from 1
 * @param column counted from 1, in code points
 * @param length in code points, within the line
 */
public record Place(SourceFile file, int line, int column, int length) {

  /** The range for a diagnostic. */
  public SourceRange range() {
    return new SourceRange(file.name(), line, column, Math.max(1, length), file.line(line));
  }

  /** Where the text stands within this place, or this place when it is not seen there. */
  public Place narrowedTo(String text) {
    String source = file.line(line);
    int start =
        source.offsetByCodePoints(
            0, Math.min(column - 1, source.codePointCount(0, source.length())));
    int found = source.indexOf(text, start);
    return found < 0
        ? this
        : new Place(
            file, line, source.codePointCount(0, found) + 1, text.codePointCount(0, text.length()));
  }

  @Override
  public String toString() {
    return file.name() + ":" + line + ":" + column;
  }
}
