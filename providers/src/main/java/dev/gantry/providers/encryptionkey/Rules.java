package dev.gantry.providers.encryptionkey;

import dev.gantry.resources.kinds.encryptionkey.ResourceNames;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Who writes and who else is read by, for each resource, in one phase of a way from one side to
 * another.
 *
 * <p>At every moment each API server can read what any other writes, where no two are more than one
 * phase apart: the old writer is readable until every value is the new one's, and the new one is
 * readable before it first writes.
 */
final class Rules {
  private Rules() {}

  /**
   * Resources that are stored in the same way; the first of the writers writes, all are read by.
   */
  record Group(List<String> resources, List<String> writers) {
    Group {
      resources = List.copyOf(resources);
      writers = List.copyOf(writers);
    }
  }

  /** What writes a resource before, and after. */
  private record Way(String from, String to) {}

  /** The groups of a phase, in a file's order: the first that names a resource counts for it. */
  static List<Group> of(KeyRing ring) {
    Map<Way, List<String>> ways = new LinkedHashMap<>();
    for (String resource : names(ring)) {
      ways.computeIfAbsent(way(ring, resource), _ -> new ArrayList<>()).add(resource);
    }
    List<Group> groups = new ArrayList<>();
    ways.forEach((way, resources) -> groups.addAll(split(resources, writers(way, ring.phase()))));
    groups.sort(Comparator.comparingInt(group -> ResourceNames.rank(group.resources().getFirst())));
    return groups;
  }

  /** What is to have written each resource in the end, wildcards last. */
  static Map<String, String> goals(KeyRing ring) {
    Map<String, String> goals = new LinkedHashMap<>();
    names(ring).stream()
        .sorted(Comparator.comparingInt(ResourceNames::rank))
        .forEach(resource -> goals.put(resource, way(ring, resource).to()));
    return goals;
  }

  /** All that either side names; at the end only what is to be encrypted from then on. */
  private static List<String> names(KeyRing ring) {
    List<String> names = new ArrayList<>(ring.to().resources());
    if (ring.phase() != Phase.REMOVED) {
      ring.from().resources().stream()
          .filter(resource -> !names.contains(resource))
          .forEach(names::add);
    }
    return names;
  }

  private static Way way(KeyRing ring, String resource) {
    boolean before = ResourceNames.anyCovers(ring.from().resources(), resource);
    boolean after = ResourceNames.anyCovers(ring.to().resources(), resource);
    return new Way(
        before ? ring.from().writer() : KeyRing.IDENTITY,
        after ? ring.to().writer() : KeyRing.IDENTITY);
  }

  private static List<String> writers(Way way, Phase phase) {
    if (way.from().equals(way.to())) {
      return List.of(way.to());
    }
    return switch (phase) {
      case ADDED -> List.of(way.from(), way.to());
      case PROMOTED, REWRITING, VERIFIED -> List.of(way.to(), way.from());
      case REMOVED -> List.of(way.to());
    };
  }

  /** Named resources, groups and everything have to stand in this order, so apart. */
  private static List<Group> split(List<String> resources, List<String> writers) {
    Map<Integer, List<String>> ranks = new LinkedHashMap<>();
    resources.forEach(
        resource ->
            ranks
                .computeIfAbsent(ResourceNames.rank(resource), _ -> new ArrayList<>())
                .add(resource));
    return ranks.values().stream().map(names -> new Group(names, writers)).toList();
  }
}
