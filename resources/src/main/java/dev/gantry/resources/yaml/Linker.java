package dev.gantry.resources.yaml;

import dev.gantry.resources.address.ResourceAddress;
import dev.gantry.resources.config.Template;
import dev.gantry.resources.config.Template.Part;
import dev.gantry.resources.kind.SpecModel;
import dev.gantry.resources.yaml.Scope.Found;
import dev.gantry.resources.yaml.tree.Place;
import dev.gantry.resources.yaml.tree.YamlNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Resolves all resources.
 *
 * <ol>
 *   <li>Lay each spec over the defaults of its kind.
 *   <li>Find the references to other resources in each, and from them an order in which every
 *       reference names what is resolved already; members of a cycle see nothing of each other.
 *   <li>In that order, replace references and type the fields.
 *   <li>Add the edges that a kind's rules tell of.
 *   <li>Check all edges, those of {@code dependsOn} and of fields that name resources too: each end
 *       is declared, and there is no cycle.
 * </ol>
 */
final class Linker {
  private final Declared declared;
  private final Project project;
  private final Scope scope;
  private final SortedMap<ResourceAddress, Resolved> resolved = new TreeMap<>();
  private final Lookup lookup;

  private Linker(Declared declared, Project project, Scope scope) {
    this.declared = declared;
    this.project = project;
    this.scope = scope;
    this.lookup = new Lookup(declared, resolved);
  }

  static SortedMap<ResourceAddress, Resolved> link(
      Declared declared, Project project, Scope scope) {
    return new Linker(declared, project, scope).link();
  }

  private SortedMap<ResourceAddress, Resolved> link() {
    SortedMap<ResourceAddress, YamlNode.Mapping> specs = new TreeMap<>();
    SortedMap<ResourceAddress, SortedMap<ResourceAddress, Place>> edges = new TreeMap<>();
    declared
        .resources()
        .forEach(
            (address, declaration) -> {
              YamlNode.Mapping spec = merged(declaration);
              specs.put(address, spec);
              edges.put(address, references(spec));
            });
    for (List<ResourceAddress> component : Components.of(targets(edges))) {
      SortedMap<ResourceAddress, Resolved> together = new TreeMap<>();
      for (ResourceAddress address : component) {
        YamlNode.Mapping spec = specs.get(address);
        Declaration declaration = declared.resources().get(address);
        if (spec != null && declaration != null) {
          together.put(
              address, resolve(declaration, spec, edges.getOrDefault(address, new TreeMap<>())));
        }
      }
      resolved.putAll(together);
    }
    declared.strays().forEach(stray -> resolve(stray, merged(stray), new TreeMap<>()));
    resolved.values().forEach(this::checkEdges);
    Rules.link(resolved);
    checkCycles();
    return resolved;
  }

  private YamlNode.Mapping merged(Declaration declaration) {
    YamlNode.Mapping defaults = project.defaults().get(declaration.kind().name());
    return defaults == null
        ? declaration.spec()
        : Merge.over(SpecModel.of(declaration.kind().spec()), defaults, declaration.spec());
  }

  private Resolved resolve(
      Declaration declaration,
      YamlNode.Mapping spec,
      SortedMap<ResourceAddress, Place> references) {
    Context context = declaration.context();
    Expander expander = new Expander(scope, part -> lookup.find(part, context.address()), context);
    SpecDecoder.Decoded decoded =
        SpecDecoder.decode(
            SpecModel.of(declaration.kind().spec()),
            expander.expand(spec),
            declaration.specPlace(),
            context);
    SortedMap<ResourceAddress, Place> edges = new TreeMap<>(references);
    decoded.names().forEach(edge -> edges.putIfAbsent(edge.target(), edge.place()));
    declaration.dependsOn().forEach(edge -> edges.putIfAbsent(edge.target(), edge.place()));
    return new Resolved(declaration, decoded, edges);
  }

  private void checkEdges(Resolved from) {
    Context context = from.declaration().context();
    List<Declaration.Edge> named = new ArrayList<>(from.decoded().names());
    named.addAll(from.declaration().dependsOn());
    for (Declaration.Edge edge : named) {
      if (Optional.of(edge.target()).equals(context.address())) {
        context.error(
            edge.place(),
            "self-reference",
            edge.target() + " waits for itself",
            "Remove this name.");
      } else if (!declared.resources().containsKey(edge.target())
          && lookup.missing(edge.target())
              instanceof Found.Wrong(String code, String summary, String detail)) {
        context.error(edge.place(), code, summary, detail);
      }
    }
  }

  private void checkCycles() {
    SortedMap<ResourceAddress, SortedMap<ResourceAddress, Place>> edges = new TreeMap<>();
    resolved.forEach((address, resource) -> edges.put(address, resource.edges()));
    SortedMap<ResourceAddress, SortedSet<ResourceAddress>> graph = targets(edges);
    for (List<ResourceAddress> component : Components.of(graph)) {
      if (component.size() > 1) {
        tell(Components.cycle(component, graph), edges);
      }
    }
  }

  private void tell(
      List<ResourceAddress> cycle,
      SortedMap<ResourceAddress, SortedMap<ResourceAddress, Place>> edges) {
    List<Place> places = new ArrayList<>();
    for (int i = 0; i + 1 < cycle.size(); i++) {
      SortedMap<ResourceAddress, Place> from =
          edges.getOrDefault(cycle.get(i), Collections.emptySortedMap());
      Optional.ofNullable(from.get(cycle.get(i + 1))).ifPresent(places::add);
    }
    Declaration first = declared.resources().get(cycle.getFirst());
    if (first != null) {
      String way = String.join(" -> ", cycle.stream().map(Object::toString).toList());
      String where = String.join(", ", places.stream().map(Place::toString).toList());
      first
          .context()
          .error(
              places.getFirst(),
              "cycle",
              "Cycle: " + way,
              "Each waits for the next, so none can be the first. Remove one of the references at "
                  + where
                  + ".");
    }
  }

  /** Every resource that a tree refers to, with the first place. */
  private static SortedMap<ResourceAddress, Place> references(YamlNode.Mapping spec) {
    SortedMap<ResourceAddress, Place> edges = new TreeMap<>();
    collect(spec, edges);
    return edges;
  }

  private static void collect(YamlNode node, SortedMap<ResourceAddress, Place> edges) {
    switch (node) {
      case YamlNode.Mapping map -> map.entries().forEach(entry -> collect(entry.value(), edges));
      case YamlNode.Sequence list -> list.items().forEach(item -> collect(item, edges));
      case YamlNode.Scalar scalar when Template.isTemplate(scalar.text()) -> {
        try {
          for (Part part : Template.parse(scalar.text()).parts()) {
            if (part instanceof Part.Attribute(ResourceAddress target, _)) {
              edges.putIfAbsent(target, scalar.place().narrowedTo(Template.written(part)));
            }
          }
        } catch (Template.MalformedException _) {
          // Told when the reference is to be replaced.
        }
      }
      case YamlNode.Scalar _, YamlNode.Pending _ -> {}
    }
  }

  private static SortedMap<ResourceAddress, SortedSet<ResourceAddress>> targets(
      SortedMap<ResourceAddress, SortedMap<ResourceAddress, Place>> edges) {
    SortedMap<ResourceAddress, SortedSet<ResourceAddress>> targets = new TreeMap<>();
    edges.forEach((from, to) -> targets.put(from, new TreeSet<>(to.keySet())));
    return targets;
  }
}
