package dev.gantry.engine.graph;

import dev.gantry.resources.address.ResourceAddress;
import dev.gantry.resources.diagnostic.DiagnosticException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.PriorityQueue;
import java.util.SortedMap;

/**
 * Resources and their direct dependencies, compiled to int arrays once. Vertices are numbered in
 * address order, so that everything that comes out is the same on every run. Immutable.
 */
public final class ResourceGraph {
  private final List<ResourceAddress> addresses;
  private final int[][] dependencies;
  private final int[][] dependants;
  private final int[] order;

  private ResourceGraph(List<ResourceAddress> addresses, int[][] dependencies) {
    this.addresses = addresses;
    this.dependencies = dependencies;
    this.dependants = reversed(dependencies);
    this.order = sorted();
  }

  /**
   * The graph of these resources. Dependencies on resources that are not among them are left out.
   *
   * @throws DiagnosticException code {@code dependency-cycle}, one error for each knot of cycles
   */
  public static ResourceGraph of(
      SortedMap<ResourceAddress, ? extends Collection<ResourceAddress>> dependencies) {
    ResourceGraph graph = tolerant(dependencies);
    if (graph.isCyclic()) {
      throw new DiagnosticException(Cycles.in(graph));
    }
    return graph;
  }

  /**
   * The same, for dependencies that were recorded at different times and may contradict one
   * another: a cycle is entered at its smallest address, and the edge back to it does not count.
   */
  public static ResourceGraph tolerant(
      SortedMap<ResourceAddress, ? extends Collection<ResourceAddress>> dependencies) {
    List<ResourceAddress> addresses = List.copyOf(dependencies.keySet());
    int[][] edges =
        dependencies.values().stream()
            .map(
                targets ->
                    targets.stream()
                        .mapToInt(target -> Collections.binarySearch(addresses, target))
                        .filter(target -> target >= 0)
                        .sorted()
                        .distinct()
                        .toArray())
            .toArray(int[][]::new);
    return new ResourceGraph(addresses, edges);
  }

  /** Every resource, sorted by address. */
  public List<ResourceAddress> addresses() {
    return addresses;
  }

  /** Whether the resource is in the graph. */
  public boolean contains(ResourceAddress address) {
    return Collections.binarySearch(addresses, address) >= 0;
  }

  /** Every resource after all that it depends on; among equals, the smaller address first. */
  public List<ResourceAddress> order() {
    return Arrays.stream(order).mapToObj(addresses::get).toList();
  }

  /** What a resource depends on directly; nothing for one that is not in the graph. */
  public List<ResourceAddress> dependencies(ResourceAddress address) {
    return neighbours(dependencies, address);
  }

  /** What depends on a resource directly; nothing for one that is not in the graph. */
  public List<ResourceAddress> dependants(ResourceAddress address) {
    return neighbours(dependants, address);
  }

  private List<ResourceAddress> neighbours(int[][] edges, ResourceAddress address) {
    int vertex = Collections.binarySearch(addresses, address);
    return vertex < 0 ? List.of() : Arrays.stream(edges[vertex]).mapToObj(addresses::get).toList();
  }

  private boolean isCyclic() {
    int[] position = new int[order.length];
    for (int i = 0; i < order.length; i++) {
      position[order[i]] = i;
    }
    for (int vertex = 0; vertex < dependencies.length; vertex++) {
      for (int dependency : dependencies[vertex]) {
        if (position[dependency] >= position[vertex]) {
          return true;
        }
      }
    }
    return false;
  }

  /** Kahn's order; where only cycles are left, the smallest address goes first. */
  private int[] sorted() {
    int[] missing = Arrays.stream(dependencies).mapToInt(edges -> edges.length).toArray();
    boolean[] placed = new boolean[missing.length];
    PriorityQueue<Integer> ready = new PriorityQueue<>();
    for (int vertex = 0; vertex < missing.length; vertex++) {
      if (missing[vertex] == 0) {
        ready.add(vertex);
      }
    }
    int[] result = new int[missing.length];
    int smallest = 0;
    for (int at = 0; at < result.length; at++) {
      Integer next = ready.poll();
      if (next == null) {
        while (placed[smallest]) {
          smallest++;
        }
        next = smallest;
      }
      placed[next] = true;
      result[at] = next;
      for (int dependant : dependants[next]) {
        if (--missing[dependant] == 0 && !placed[dependant]) {
          ready.add(dependant);
        }
      }
    }
    return result;
  }

  private static int[][] reversed(int[][] edges) {
    List<List<Integer>> reversed = new ArrayList<>();
    for (int i = 0; i < edges.length; i++) {
      reversed.add(new ArrayList<>());
    }
    for (int vertex = 0; vertex < edges.length; vertex++) {
      for (int target : edges[vertex]) {
        reversed.get(target).add(vertex);
      }
    }
    return reversed.stream()
        .map(sources -> sources.stream().mapToInt(Integer::intValue).toArray())
        .toArray(int[][]::new);
  }
}
