package dev.gantry.resources.yaml;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;

/**
 * The strongly connected components of a graph, those waited for first: an order to resolve in, and
 * every cycle, at once (Tarjan 1972, with a stack of its own so that long chains are no matter).
 * Linear in vertices and edges. Own code because the graph library belongs to the engine.
 */
final class Components<V extends Comparable<V>> {
  private final List<V> vertices;
  private final int[][] successors;
  private final int[] index;
  private final int[] low;
  private final int[] next;
  private final boolean[] open;
  private final Deque<Integer> path = new ArrayDeque<>();
  private final Deque<Integer> stack = new ArrayDeque<>();
  private final List<List<V>> components = new ArrayList<>();
  private int count;

  private Components(SortedMap<V, ? extends SortedSet<V>> graph) {
    vertices = List.copyOf(graph.keySet());
    Map<V, Integer> numbers = new HashMap<>();
    vertices.forEach(vertex -> numbers.put(vertex, numbers.size()));
    successors = new int[vertices.size()][];
    int from = 0;
    for (SortedSet<V> targets : graph.values()) {
      successors[from++] =
          targets.stream().filter(numbers::containsKey).mapToInt(numbers::get).toArray();
    }
    index = new int[vertices.size()];
    low = new int[vertices.size()];
    next = new int[vertices.size()];
    open = new boolean[vertices.size()];
    Arrays.fill(index, -1);
  }

  /** The components; edges to what is not a vertex are left out. Sorted within each. */
  static <V extends Comparable<V>> List<List<V>> of(SortedMap<V, ? extends SortedSet<V>> graph) {
    Components<V> search = new Components<>(graph);
    for (int start = 0; start < search.vertices.size(); start++) {
      if (search.index[start] < 0) {
        search.visit(start);
      }
    }
    return search.components;
  }

  private void visit(int start) {
    enter(start);
    while (!path.isEmpty()) {
      int at = path.element();
      if (next[at] < successors[at].length) {
        int target = successors[at][next[at]++];
        if (index[target] < 0) {
          enter(target);
        } else if (open[target]) {
          low[at] = Math.min(low[at], index[target]);
        }
      } else {
        leave(path.pop());
      }
    }
  }

  private void enter(int vertex) {
    index[vertex] = count;
    low[vertex] = count++;
    open[vertex] = true;
    path.push(vertex);
    stack.push(vertex);
  }

  private void leave(int vertex) {
    if (!path.isEmpty()) {
      low[path.element()] = Math.min(low[path.element()], low[vertex]);
    }
    if (low[vertex] == index[vertex]) {
      List<V> component = new ArrayList<>();
      int member;
      do {
        member = stack.pop();
        open[member] = false;
        component.add(vertices.get(member));
      } while (member != vertex);
      Collections.sort(component);
      components.add(component);
    }
  }

  /** A shortest way round from the first vertex of a component; begins and ends with it. */
  static <V extends Comparable<V>> List<V> cycle(
      List<V> component, SortedMap<V, SortedSet<V>> graph) {
    V start = component.getFirst();
    Set<V> members = new HashSet<>(component);
    Map<V, V> cameFrom = new LinkedHashMap<>();
    Deque<V> queue = new ArrayDeque<>(List.of(start));
    while (!cameFrom.containsKey(start)) {
      V next = queue.remove();
      for (V target : graph.getOrDefault(next, Collections.emptySortedSet())) {
        if (members.contains(target) && cameFrom.putIfAbsent(target, next) == null) {
          queue.add(target);
        }
      }
    }
    List<V> cycle = new ArrayList<>(List.of(start));
    V at = Objects.requireNonNull(cameFrom.get(start));
    while (!at.equals(start)) {
      cycle.add(at);
      at = Objects.requireNonNull(cameFrom.get(at));
    }
    cycle.add(start);
    Collections.reverse(cycle);
    return cycle;
  }
}
