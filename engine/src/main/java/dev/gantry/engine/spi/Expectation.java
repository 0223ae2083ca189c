package dev.gantry.engine.spi;

import dev.gantry.resources.diagnostic.Diagnostic;
import dev.gantry.resources.value.AttributePath;
import dev.gantry.resources.value.Value;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a resource's attributes will be once it is applied.
 *
 * @param attributes the spec, and the computed attributes as they will be; {@link Value.Unknown}
 *     where only apply will tell
 * @param replace attributes whose change makes a replacement necessary beyond those marked in the
 *     spec, each with the reason; only those that really differ count
 * @param diagnostics an error blocks this resource and what depends on it
 */
public record Expectation(
    Value.Fields attributes,
    SortedMap<AttributePath, String> replace,
    List<Diagnostic> diagnostics) {
  public Expectation {
    replace = Collections.unmodifiableSortedMap(new TreeMap<>(replace));
    diagnostics = List.copyOf(diagnostics);
  }

  /** An expectation without a word to say. */
  public static Expectation of(Value.Fields attributes) {
    return new Expectation(attributes, new TreeMap<>(), List.of());
  }
}
