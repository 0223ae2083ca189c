package dev.gantry.engine.planner;

import dev.gantry.engine.plan.Change;
import dev.gantry.engine.plan.Plan;
import dev.gantry.engine.subject.Managed;
import dev.gantry.resources.address.ResourceAddress;
import dev.gantry.resources.diagnostic.Diagnostic;
import dev.gantry.resources.value.Value;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** What was decided so far, resource by resource, while a plan is made. Used by one thread. */
final class Decisions {
  private final SortedMap<ResourceAddress, Change> changes = new TreeMap<>();
  private final SortedMap<ResourceAddress, Plan.Blocked> blocked = new TreeMap<>();
  private final SortedMap<ResourceAddress, Managed<?>> managed = new TreeMap<>();
  private final SortedMap<ResourceAddress, Value.Fields> after = new TreeMap<>();
  private final List<Diagnostic> diagnostics = new ArrayList<>();

  /** Takes a change; its steps come from the resource as it was asked about. */
  void decide(Change change, Managed<?> resource) {
    changes.put(change.address(), change);
    managed.put(change.address(), resource);
  }

  /** The resource that a change is of. */
  Managed<?> managed(ResourceAddress address) {
    Managed<?> resource = managed.get(address);
    if (resource == null) {
      throw new IllegalArgumentException("nothing was decided for " + address);
    }
    return resource;
  }

  void block(ResourceAddress address, Diagnostic reason) {
    blocked.put(address, new Plan.Blocked(address, reason.at(address)));
  }

  /** Keeps what a resource will be, for those that refer to it. */
  void expect(ResourceAddress address, Value.Fields attributes) {
    after.put(address, attributes);
  }

  void tell(Diagnostic diagnostic) {
    diagnostics.add(diagnostic);
  }

  /** What a resource will be, where that was worked out. */
  Optional<Value.Fields> expected(ResourceAddress address) {
    return Optional.ofNullable(after.get(address));
  }

  /** The first of these that is blocked. */
  Optional<ResourceAddress> blockedAmong(Collection<ResourceAddress> addresses) {
    return addresses.stream().filter(address -> blocked.containsKey(address)).findFirst();
  }

  SortedMap<ResourceAddress, Change> changes() {
    return Collections.unmodifiableSortedMap(changes);
  }

  SortedMap<ResourceAddress, Plan.Blocked> blocked() {
    return Collections.unmodifiableSortedMap(blocked);
  }

  List<Diagnostic> diagnostics() {
    return List.copyOf(diagnostics);
  }

  /** Why a resource waits for another for which nothing is planned. */
  static Diagnostic waitsFor(ResourceAddress address, ResourceAddress blocked) {
    return Diagnostic.warning(
        "waits-for",
        address + " waits for " + blocked,
        "Nothing is planned for "
            + blocked
            + ", and "
            + address
            + " cannot be changed before it. It will be planned when the reason is gone.");
  }
}
