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
public final class Scripts {
  private static final ConcurrentMap<String, String> READ = new ConcurrentHashMap<>();

  private Scripts() {}

  /** These programs, one after another, as one. */
  static String of(String... names) {
    return Stream.of(names)
        .map(name -> READ.computeIfAbsent(name, wanted -> read(Scripts.class, wanted)))
        .collect(Collectors.joining());
  }

  /** A program that another package keeps beside a class of its own; read anew at each call. */
  public static String beside(Class<?> owner, String name) {
    return read(owner, name);
  }

  /** Comments stay here: a program travels with every command. */
  private static String read(Class<?> owner, String name) {
    try (InputStream bytes = owner.getResourceAsStream(name)) {
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
