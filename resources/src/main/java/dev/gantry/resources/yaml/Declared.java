package dev.gantry.resources.yaml;

import dev.gantry.resources.address.ResourceAddress;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;

/**
 * Everything that the documents of a folder declare.
 *
 * @param resources by address
 * @param strays resources that are read for their problems only: their name is bad or taken
 * @param claimed names in documents whose kind or name is wrong: that they are missing is no news
 * @param whole whether every file was read to its end; where not, nothing is said to be missing
 */
record Declared(
    SortedMap<ResourceAddress, Declaration> resources,
    List<Declaration> strays,
    Optional<Envelope> project,
    Set<String> claimed,
    boolean whole) {

  /** Whether it would be noise to say that a resource is missing. */
  boolean excuses(ResourceAddress missing) {
    return !whole || claimed.contains(missing.name());
  }
}
