package dev.gantry.providers.node;

import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** The swap lines of /etc/fstab: commented out with a mark, so that they can be given back. */
final class Fstab {
  static final String FILE = "/etc/fstab";
  private static final String MARK = "#gantry-swap-off: ";

  private Fstab() {}

  /** Whether a line turns swap on at boot. */
  static boolean hasSwap(String text) {
    return text.lines().anyMatch(Fstab::isSwap);
  }

  /** The text with every swap line commented out. */
  static String withoutSwap(String text) {
    return mapLines(text, line -> isSwap(line) ? MARK + line : line);
  }

  /** The text with the lines that were commented out by {@link #withoutSwap} as they were. */
  static String restored(String text) {
    return mapLines(text, line -> line.startsWith(MARK) ? line.substring(MARK.length()) : line);
  }

  private static boolean isSwap(String line) {
    String[] fields = line.strip().split("\\s+", -1);
    return fields.length > 2 && !fields[0].startsWith("#") && fields[2].equals("swap");
  }

  /** Line ends stay as they are, also that of a last line without one. */
  private static String mapLines(String text, UnaryOperator<String> change) {
    String changed = text.lines().map(change).collect(Collectors.joining("\n"));
    return text.endsWith("\n") ? changed + "\n" : changed;
  }
}
