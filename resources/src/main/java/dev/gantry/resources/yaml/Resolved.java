package dev.gantry.resources.yaml;

import dev.gantry.resources.address.ResourceAddress;
import dev.gantry.resources.value.AttributePath;
import dev.gantry.resources.yaml.tree.Place;
import java.util.SortedMap;

/**
 * One resource, its references resolved and its fields typed.
 *
 * @param edges what it waits for, each with the first place that says so
 */
record Resolved(
    Declaration declaration, SpecDecoder.Decoded decoded, SortedMap<ResourceAddress, Place> edges) {

  /** Whether every field is as it should be. */
  boolean clean() {
    return decoded.broken().isEmpty();
  }

  /** Whether an error was told of the field, of one in it, or of the group that it is in. */
  boolean isBrokenAt(AttributePath path) {
    return decoded.broken().stream().anyMatch(bad -> bad.contains(path) || path.contains(bad));
  }

  /** The place in a file that is nearest to a field. */
  Place nearest(AttributePath path) {
    for (int length = path.elements().size(); length > 0; length--) {
      Place place = decoded.places().get(new AttributePath(path.elements().subList(0, length)));
      if (place != null) {
        return place;
      }
    }
    return declaration.place();
  }
}
