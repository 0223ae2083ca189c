package dev.gantry.resources.config;

import dev.gantry.resources.address.ResourceAddress;
import dev.gantry.resources.diagnostic.Diagnostic;
import dev.gantry.resources.kinds.project.ProjectSpec;
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
 * @param encryption how the state keeps secrets; no part of the digest, for it changes no machine
 */
public record Configuration(
    SortedMap<ResourceAddress, Desired> resources,
    String digest,
    List<Diagnostic> warnings,
    ProjectSpec.EncryptionSpec encryption) {
  public Configuration {
    resources = Collections.unmodifiableSortedMap(new TreeMap<>(resources));
    warnings = List.copyOf(warnings);
  }

  /** A configuration of these resources, its digest computed, whose state keeps no secret. */
  public static Configuration of(
      SortedMap<ResourceAddress, Desired> resources, List<Diagnostic> warnings) {
    return new Configuration(
        resources, Digest.of(resources), warnings, ProjectSpec.EncryptionSpec.none());
  }

  /** The same, whose state keeps secrets like this. */
  public Configuration with(ProjectSpec.EncryptionSpec keeping) {
    return new Configuration(resources, digest, warnings, keeping);
  }
}
