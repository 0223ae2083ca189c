package dev.gantry.resources.yaml.tree;

import java.util.List;

/**
 * The text of one file.
 *
 * @param name the path as the person gave it
 * @param lines without their line breaks
 */
public record SourceFile(String name, String text, List<String> lines) {
  /** A text as a file. */
  public static SourceFile of(String name, String text) {
    return new SourceFile(name, text, List.of(text.split("\r\n|\n|\r", -1)));
  }

  /** A line, counted from 1; empty beyond the end. */
  public String line(int number) {
    return number <= lines.size() ? lines.get(number - 1) : "";
  }
}
