package dev.gantry.resources.diagnostic;

import java.util.Collection;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeSet;

/** Finds what a person may have meant: the known word with the fewest edits. */
public final class Suggestion {
  /** Nobody mistypes a longer word; it also bounds the cost. */
  private static final int LONGEST = 64;

  private Suggestion() {}

  /** The sentence {@code Did you mean "address"?} with a space before it, or nothing. */
  public static String sentence(String typed, Collection<String> known) {
    return nearest(typed, known).map(word -> " Did you mean \"" + word + "\"?").orElse("");
  }

  /** The nearest known word, where one is near; of equally near ones the first by name. */
  public static Optional<String> nearest(String typed, Collection<String> known) {
    if (typed.length() > LONGEST) {
      return Optional.empty();
    }
    int limit = Math.max(1, typed.length() / 3);
    Optional<String> best = Optional.empty();
    for (String word : new TreeSet<>(known)) {
      int edits = distance(typed.toLowerCase(Locale.ROOT), word.toLowerCase(Locale.ROOT));
      if (edits <= limit) {
        best = Optional.of(word);
        limit = edits - 1;
      }
    }
    return best;
  }

  /** Insertions, deletions, substitutions and swaps of neighbours (optimal string alignment). */
  private static int distance(String left, String right) {
    int[][] edits = new int[left.length() + 1][right.length() + 1];
    for (int i = 0; i <= left.length(); i++) {
      for (int j = 0; j <= right.length(); j++) {
        edits[i][j] = i == 0 || j == 0 ? i + j : fewest(edits, left, right, i, j);
      }
    }
    return edits[left.length()][right.length()];
  }

  private static int fewest(int[][] edits, String left, String right, int i, int j) {
    char a = left.charAt(i - 1);
    char b = right.charAt(j - 1);
    int fewest = Math.min(edits[i - 1][j], edits[i][j - 1]) + 1;
    fewest = Math.min(fewest, edits[i - 1][j - 1] + (a == b ? 0 : 1));
    boolean swapped = i > 1 && j > 1 && a == right.charAt(j - 2) && b == left.charAt(i - 2);
    return swapped ? Math.min(fewest, edits[i - 2][j - 2] + 1) : fewest;
  }
}
