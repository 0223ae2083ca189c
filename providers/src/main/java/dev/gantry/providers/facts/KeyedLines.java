package dev.gantry.providers.facts;

import dev.gantry.engine.probe.HostReading;
import dev.gantry.resources.diagnostic.Quote;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The answer of a script that prints lines of KEY, a tab, VALUE. Values are what the machine chose
 * to say: characters that could command a terminal are dropped.
 */
public record KeyedLines(SortedMap<String, List<String>> values) {
  public KeyedLines {
    SortedMap<String, List<String>> copy = new TreeMap<>();
    values.forEach((key, list) -> copy.put(key, List.copyOf(list)));
    values = Collections.unmodifiableSortedMap(copy);
  }

  /** The answer to a command of a probe; nothing where it was not asked or has failed. */
  public static KeyedLines of(HostReading.Answered reading, String command) {
    return parse(reading.command(command).map(HostReading.Output::stdout).orElse(""));
  }

  /** Reads lines; one of another form is passed by. */
  public static KeyedLines parse(String text) {
    SortedMap<String, List<String>> values = new TreeMap<>();
    for (String line : text.lines().toList()) {
      int tab = line.indexOf('\t');
      if (tab > 0) {
        values
            .computeIfAbsent(line.substring(0, tab), _ -> new ArrayList<>())
            .add(harmless(line.substring(tab + 1)).strip());
      }
    }
    return new KeyedLines(values);
  }

  /** All values of a key, in the order of the answer. */
  public List<String> all(String key) {
    return values.getOrDefault(key, List.of());
  }

  /** The first value of a key. */
  public Optional<String> first(String key) {
    return all(key).stream().findFirst();
  }

  /** What follows a prefix in keys, with the first value of each: {@code version-} to versions. */
  public SortedMap<String, String> under(String prefix) {
    SortedMap<String, String> found = new TreeMap<>();
    values.forEach(
        (key, list) -> {
          if (key.startsWith(prefix)) {
            found.put(key.substring(prefix.length()), list.getFirst());
          }
        });
    return found;
  }

  /** A number, where the key's first value begins with one. */
  public Optional<Long> number(String key) {
    return first(key)
        .map(value -> value.replaceFirst("(?s)\\D.*", ""))
        .filter(digits -> !digits.isEmpty() && digits.length() <= 18)
        .map(Long::valueOf);
  }

  private static String harmless(String text) {
    return text.codePoints()
        .map(point -> point == '\t' ? ' ' : point)
        .filter(Quote::isHarmless)
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }
}
