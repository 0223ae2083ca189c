package dev.gantry.state;

import dev.gantry.resources.address.HostName;
import dev.gantry.resources.address.ResourceAddress;
import dev.gantry.resources.value.Value;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * One resource as it was last applied.
 *
 * @param schemaVersion of the attributes, the kind's own count
 * @param attributes the spec as it was applied, and the computed attributes beside it
 * @param dependencies direct only; they order a destroy after the configuration is gone
 * @param hosts who the machines were, for every host that the resource touches
 * @param pending the change that had started and not ended, where a run was cut off
 */
public record Recorded(
    ResourceAddress address,
    int schemaVersion,
    Value.Fields attributes,
    SortedSet<ResourceAddress> dependencies,
    SortedMap<HostName, HostIdentity> hosts,
    List<Condition> conditions,
    Optional<Pending> pending) {
  public Recorded {
    dependencies = Collections.unmodifiableSortedSet(new TreeSet<>(dependencies));
    hosts = Collections.unmodifiableSortedMap(new TreeMap<>(hosts));
    conditions = List.copyOf(conditions);
  }

  /** The same resource with other attributes. */
  public Recorded withAttributes(Value.Fields next) {
    return new Recorded(address, schemaVersion, next, dependencies, hosts, conditions, pending);
  }

  /** The same resource with its pending change set or cleared. */
  public Recorded withPending(Optional<Pending> next) {
    return new Recorded(address, schemaVersion, attributes, dependencies, hosts, conditions, next);
  }
}
