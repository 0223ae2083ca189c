package dev.gantry.resources.yaml;

import dev.gantry.resources.address.ResourceAddress;
import dev.gantry.resources.kind.Kind;
import dev.gantry.resources.yaml.tree.Place;
import dev.gantry.resources.yaml.tree.YamlNode;
import java.util.List;

/**
 * One document that declares a resource, its spec still raw.
 *
 * @param context where its problems go; without an address for one that has no valid name, or whose
 *     name is taken: it is read for its problems only
 * @param place of its name, or of the document
 * @param specPlace where a missing field would be looked for
 */
record Declaration(
    Context context,
    Kind<?> kind,
    YamlNode.Mapping spec,
    List<Edge> dependsOn,
    Place place,
    Place specPlace) {

  /** A resource that another one waits for, and where that is said. */
  record Edge(ResourceAddress target, Place place) {}
}
