package dev.gantry.resources.config;

import dev.gantry.resources.address.ResourceAddress;
import dev.gantry.resources.diagnostic.Diagnostic;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A folder of configuration, loaded and found free of errors.
 *
 * @param digest SHA-256 in lower case hex over all resolved resources: equal configurations have
 *     equal digests whatever their files' layout; values from the environment count
 * @param warnings what is allowed but worth telling
 */
public record Configuration(
    SortedMap<ResourceAddress, Desired> resources, String digest, List<Diagnostic> warnings) {
  public Configuration {
    resources = Collections.unmodifiableSortedMap(new TreeMap<>(resources));
    warnings = List.copyOf(warnings);
  }

  /** A configuration of these resources, its digest computed. */
  public static Configuration of(
      SortedMap<ResourceAddress, Desired> resources, List<Diagnostic> warnings) {
    return new Configuration(resources, Digest.of(resources), warnings);
  }
}
