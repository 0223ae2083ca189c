package dev.gantry.providers.host;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The fixed shell programs that run on hosts, kept as files beside this class so that they can be
 * read, linted and run by themselves. What differs from host to host reaches them as arguments.
 */
final class Scripts {
  private static final ConcurrentMap<String, String> READ = new ConcurrentHashMap<>();

  private Scripts() {}

  /** These programs, one after another, as one. */
  static String of(String... names) {
    return Stream.of(names)
        .map(name -> READ.computeIfAbsent(name, Scripts::read))
        .collect(Collectors.joining());
  }

  /** Comments stay here: a program travels with every command. */
  private static String read(String name) {
    try (InputStream bytes = Scripts.class.getResourceAsStream(name)) {
      if (bytes == null) {
        throw new IllegalStateException("no script named " + name);
      }
      return new String(bytes.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.isBlank() && !line.stripLeading().startsWith("#"))
          .collect(Collectors.joining("\n", "", "\n"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
