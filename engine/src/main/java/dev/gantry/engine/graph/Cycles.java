package dev.gantry.engine.graph;

import dev.gantry.resources.address.ResourceAddress;
import dev.gantry.resources.diagnostic.Diagnostic;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jgrapht.Graph;
import org.jgrapht.alg.connectivity.GabowStrongConnectivityInspector;
import org.jgrapht.graph.DefaultEdge;

/**
 * Names cycles. One cycle for each strongly connected component: a knot of resources may hold
 * millions, and breaking one shows the next.
 */
final class Cycles {
  private Cycles() {}

  static List<Diagnostic> in(ResourceGraph graph) {
    Graph<ResourceAddress, DefaultEdge> model = Models.of(graph);
    return new GabowStrongConnectivityInspector<>(model)
        .stronglyConnectedSets().stream()
            .filter(knot -> isCycle(model, knot))
            .map(TreeSet::new)
            .sorted(Comparator.comparing(TreeSet::first))
            .map(knot -> diagnostic(shortest(graph, knot)))
            .toList();
  }

  private static boolean isCycle(
      Graph<ResourceAddress, DefaultEdge> model, Set<ResourceAddress> knot) {
    ResourceAddress any = knot.iterator().next();
    return knot.size() > 1 || model.containsEdge(any, any);
  }

  /** A shortest cycle through the smallest address, which opens and ends it. */
  private static List<ResourceAddress> shortest(
      ResourceGraph graph, SortedSet<ResourceAddress> knot) {
    ResourceAddress start = knot.first();
    Map<ResourceAddress, ResourceAddress> cameFrom = new TreeMap<>();
    Deque<ResourceAddress> open = new ArrayDeque<>(List.of(start));
    while (!cameFrom.containsKey(start)) {
      ResourceAddress at = open.remove();
      for (ResourceAddress next : graph.dependencies(at)) {
        if (knot.contains(next) && cameFrom.putIfAbsent(next, at) == null) {
          open.add(next);
        }
      }
    }
    List<ResourceAddress> path = new ArrayList<>(List.of(start));
    for (ResourceAddress at = cameFrom.get(start);
        at != null && !at.equals(start);
        at = cameFrom.get(at)) {
      path.add(1, at);
    }
    path.add(start);
    return path;
  }

  private static Diagnostic diagnostic(List<ResourceAddress> cycle) {
    String text = String.join(" -> ", cycle.stream().map(ResourceAddress::toString).toList());
    return Diagnostic.error(
            "dependency-cycle",
            "Resources depend on each other in a circle",
            text + "\nTake one of these references or dependsOn entries away.")
        .at(cycle.getFirst());
  }
}
