package dev.gantry.providers.check;

import java.util.Arrays;
import java.util.List;

/** A version by its leading numbers: {@code 6.1.0-18-amd64} is 6, 1, 0. */
record Release(List<Integer> numbers) implements Comparable<Release> {

  static Release of(String text) {
    String leading = text.replaceFirst("^(\\d{1,6}(?:\\.\\d{1,6}){0,3}).*", "$1");
    return new Release(
        leading.matches("[\\d.]+")
            ? Arrays.stream(leading.split("\\.", -1)).map(Integer::valueOf).toList()
            : List.of());
  }

  /** Whether the text began with a number at all. */
  boolean isKnown() {
    return !numbers.isEmpty();
  }

  /** A number that is missing counts as 0. */
  @Override
  public int compareTo(Release other) {
    int length = Math.max(numbers.size(), other.numbers.size());
    for (int i = 0; i < length; i++) {
      int difference = Integer.compare(number(i), other.number(i));
      if (difference != 0) {
        return difference;
      }
    }
    return 0;
  }

  private int number(int position) {
    return position < numbers.size() ? numbers.get(position) : 0;
  }
}
