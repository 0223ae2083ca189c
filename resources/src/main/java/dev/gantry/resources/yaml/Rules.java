package dev.gantry.resources.yaml;

import dev.gantry.resources.address.ResourceAddress;
import dev.gantry.resources.diagnostic.Diagnostic;
import dev.gantry.resources.kind.Kind;
import dev.gantry.resources.kind.Problems;
import dev.gantry.resources.kind.SpecReader;
import dev.gantry.resources.value.AttributePath;
import dev.gantry.resources.yaml.tree.Place;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.function.BiFunction;

/**
 * Runs the rules of every kind. A resource with a wrong field, or that waits for one, is left out:
 * what its rules would say would follow from what has been told.
 */
final class Rules implements Kind.Inventory {
  private final SortedMap<ResourceAddress, Resolved> resources;
  private final SortedMap<String, SortedMap<String, Record>> specs = new TreeMap<>();

  private final Map<String, Map<String, SortedSet<String>>> indexes = new TreeMap<>();

  private Rules(SortedMap<ResourceAddress, Resolved> resources) {
    this.resources = resources;
    resources.forEach(
        (address, resource) -> {
          if (resource.clean()) {
            specs
                .computeIfAbsent(address.kind(), _ -> new TreeMap<>())
                .put(
                    address.name(),
                    SpecReader.read(
                        resource.declaration().kind().spec(), resource.decoded().fields()));
          }
        });
  }

  static void check(SortedMap<ResourceAddress, Resolved> resources) {
    Rules rules = new Rules(resources);
    resources.forEach(
        (address, resource) -> {
          if (rules.isClean(address)
              && resource.edges().keySet().stream().allMatch(rules::isClean)) {
            rules.check(resource.declaration().kind(), address, resource);
          }
        });
  }

  /** Adds the edges that rules tell of; without such rules it costs nothing. */
  static void link(SortedMap<ResourceAddress, Resolved> resources) {
    if (resources.values().stream()
        .noneMatch(one -> one.declaration().kind().rule() instanceof Kind.Linking<?>)) {
      return;
    }
    Rules rules = new Rules(resources);
    resources.replaceAll(
        (address, resource) -> rules.linked(resource.declaration().kind(), address, resource));
  }

  private <S extends Record> Resolved linked(
      Kind<S> kind, ResourceAddress address, Resolved resource) {
    S spec = all(kind).get(address.name());
    if (spec == null || !(kind.rule() instanceof Kind.Linking<S> linking)) {
      return resource;
    }
    SortedMap<ResourceAddress, Place> edges = new TreeMap<>(resource.edges());
    linking
        .waitsFor(address.name(), spec, this)
        .forEach(other -> edges.putIfAbsent(other, resource.declaration().place()));
    return new Resolved(resource.declaration(), resource.decoded(), edges);
  }

  private boolean isClean(ResourceAddress address) {
    Resolved resource = resources.get(address);
    return resource != null && resource.clean();
  }

  private <S extends Record> void check(Kind<S> kind, ResourceAddress address, Resolved resource) {
    S spec = all(kind).get(address.name());
    if (spec != null) {
      kind.rule().check(address.name(), spec, this, new Reports(resource));
    }
  }

  /** The same map for every caller: a copy for each resource would make the cost quadratic. */
  @SuppressWarnings("unchecked") // every spec of a kind was read as the kind's own record
  @Override
  public <T extends Record> SortedMap<String, T> all(Kind<T> kind) {
    return (SortedMap<String, T>)
        Collections.unmodifiableSortedMap(
            specs.getOrDefault(kind.name(), Collections.emptySortedMap()));
  }

  @Override
  public <T extends Record> Map<String, SortedSet<String>> namesBy(
      Kind<T> kind, String label, BiFunction<String, T, String> key) {
    return indexes.computeIfAbsent(
        kind.name() + " by " + label, _ -> Kind.Inventory.super.namesBy(kind, label, key));
  }

  /** Places what a rule says; of a value that is not known yet it can say nothing. */
  private record Reports(Resolved resource) implements Problems {
    @Override
    public void error(AttributePath path, String code, String summary, String detail) {
      add(path, Diagnostic.error(code, summary, detail));
    }

    @Override
    public void warning(AttributePath path, String code, String summary, String detail) {
      add(path, Diagnostic.warning(code, summary, detail));
    }

    private void add(AttributePath path, Diagnostic problem) {
      boolean open =
          resource.decoded().references().keySet().stream()
              .anyMatch(unknown -> unknown.contains(path) || path.contains(unknown));
      if (!open || path.elements().isEmpty()) {
        resource.declaration().context().add(problem, resource.nearest(path));
      }
    }
  }
}
