package dev.gantry.engine.planner;

import dev.gantry.engine.graph.ResourceGraph;
import dev.gantry.engine.plan.Plan;
import dev.gantry.resources.address.ResourceAddress;
import dev.gantry.resources.config.Configuration;
import dev.gantry.resources.config.Desired;
import dev.gantry.resources.diagnostic.Diagnostic;
import dev.gantry.resources.diagnostic.DiagnosticException;
import dev.gantry.state.Recorded;
import dev.gantry.state.State;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Which resources a plan is about, and in which order. A resource is <em>live</em> when it is to be
 * there afterwards and <em>doomed</em> when it is not.
 *
 * @param desired what is to be there, whether or not the plan is about it
 * @param live in the order in which they are made
 * @param doomed in the order in which they go: dependants first
 * @param desiredGraph of everything that is to be there
 * @param recordedGraph of everything that was applied
 * @param notes warnings about a plan of a part
 */
public record Selection(
    SortedMap<ResourceAddress, Desired> desired,
    List<ResourceAddress> live,
    List<ResourceAddress> doomed,
    ResourceGraph desiredGraph,
    ResourceGraph recordedGraph,
    List<Diagnostic> notes) {
  public Selection {
    desired = Collections.unmodifiableSortedMap(new TreeMap<>(desired));
    live = List.copyOf(live);
    doomed = List.copyOf(doomed);
    notes = List.copyOf(notes);
  }

  /**
   * Selects what the options ask for.
   *
   * @throws DiagnosticException when dependencies form a cycle, or the options name a resource that
   *     there is not
   */
  public static Selection of(Configuration configuration, State state, PlanOptions options) {
    checkNames(configuration, state, options);
    ResourceGraph recorded = ResourceGraph.tolerant(recordedEdges(state));
    SortedMap<ResourceAddress, Desired> wanted =
        options.mode() == Plan.Mode.DESTROY ? new TreeMap<>() : configuration.resources();
    ResourceGraph desired = ResourceGraph.of(desiredEdges(wanted));
    Parts parts = new Parts(desired, recorded, options.mode());
    Set<ResourceAddress> chosen = parts.everything();
    if (!options.targets().isEmpty()) {
      chosen.retainAll(parts.targeted(options.targets()));
    }
    chosen.removeAll(parts.excluded(options.excludes()));
    return new Selection(
        wanted,
        desired.order().stream().filter(chosen::contains).filter(parts::isLive).toList(),
        recorded.order().reversed().stream()
            .filter(chosen::contains)
            .filter(address -> !parts.isLive(address))
            .toList(),
        desired,
        recorded,
        notes(options));
  }

  /** Everything that the plan is about, sorted. */
  public SortedSet<ResourceAddress> addresses() {
    SortedSet<ResourceAddress> all = new TreeSet<>(live);
    all.addAll(doomed);
    return all;
  }

  private static SortedMap<ResourceAddress, Collection<ResourceAddress>> recordedEdges(
      State state) {
    SortedMap<ResourceAddress, Collection<ResourceAddress>> edges = new TreeMap<>();
    for (Recorded recorded : state.resources().values()) {
      edges.put(recorded.address(), recorded.dependencies());
    }
    return edges;
  }

  private static SortedMap<ResourceAddress, Collection<ResourceAddress>> desiredEdges(
      SortedMap<ResourceAddress, Desired> desired) {
    SortedMap<ResourceAddress, Collection<ResourceAddress>> edges = new TreeMap<>();
    desired.forEach((address, resource) -> edges.put(address, resource.dependencies()));
    return edges;
  }

  private static void checkNames(Configuration configuration, State state, PlanOptions options) {
    List<Diagnostic> unknown = new ArrayList<>();
    for (ResourceAddress named : options.named()) {
      if (!configuration.resources().containsKey(named) && !state.resources().containsKey(named)) {
        unknown.add(
            Diagnostic.error(
                "unknown-resource",
                "There is no resource " + named,
                "It is neither in the configuration nor in the state. gantry state list shows what"
                    + " is recorded."));
      }
    }
    if (!unknown.isEmpty()) {
      throw new DiagnosticException(unknown);
    }
  }

  private static List<Diagnostic> notes(PlanOptions options) {
    if (options.targets().isEmpty() && options.excludes().isEmpty()) {
      return List.of();
    }
    return List.of(
        Diagnostic.warning(
            "partial-plan",
            "This plan is of a part of the resources only",
            "Because of --target or --exclude, it may not do everything that the configuration"
                + " asks for. Plan again without them to see what is left."));
  }

  /** The closures that keep a plan of a part in order. */
  private record Parts(ResourceGraph desired, ResourceGraph recorded, Plan.Mode mode) {
    /** A refresh looks at what is recorded; everything else at what is desired as well. */
    Set<ResourceAddress> everything() {
      Set<ResourceAddress> all = new TreeSet<>(recorded.addresses());
      if (mode == Plan.Mode.NORMAL) {
        all.addAll(desired.addresses());
      }
      return all;
    }

    boolean isLive(ResourceAddress address) {
      return mode == Plan.Mode.NORMAL && desired.contains(address);
    }

    /** What a live resource needs comes along; so does what must go before a doomed one. */
    Set<ResourceAddress> targeted(Collection<ResourceAddress> roots) {
      return closure(
          roots,
          address -> {
            if (mode == Plan.Mode.REFRESH_ONLY) {
              return List.of();
            }
            return isLive(address) ? desired.dependencies(address) : recorded.dependants(address);
          });
    }

    /** What needs an excluded resource stays out; so does what an excluded one still stands on. */
    Set<ResourceAddress> excluded(Collection<ResourceAddress> roots) {
      return closure(
          roots,
          address -> {
            if (mode == Plan.Mode.REFRESH_ONLY) {
              return List.of();
            }
            List<ResourceAddress> next = new ArrayList<>(desired.dependants(address));
            recorded.dependencies(address).stream()
                .filter(dependency -> !isLive(dependency))
                .forEach(next::add);
            return next;
          });
    }

    private static Set<ResourceAddress> closure(
        Collection<ResourceAddress> roots, Neighbours neighbours) {
      Set<ResourceAddress> found = new TreeSet<>(roots);
      Deque<ResourceAddress> open = new ArrayDeque<>(found);
      while (!open.isEmpty()) {
        for (ResourceAddress next : neighbours.of(open.remove())) {
          if (found.add(next)) {
            open.add(next);
          }
        }
      }
      return found;
    }
  }

  @FunctionalInterface
  private interface Neighbours {
    Collection<ResourceAddress> of(ResourceAddress address);
  }
}
