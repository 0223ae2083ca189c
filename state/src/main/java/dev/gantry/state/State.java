package dev.gantry.state;

import dev.gantry.resources.address.ResourceAddress;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What Gantry believes to be true of the machines.
 *
 * @param lineage a UUID made when the state was created; two states of one lineage are versions of
 *     one another
 * @param serial counts the changes that were recorded, from 0 for a state that was never written;
 *     one serial of one lineage is one exact content, in the file or still in the journal
 * @param encryption who may open the secrets; empty until a first one was kept
 */
public record State(
    String lineage,
    long serial,
    SortedMap<ResourceAddress, Recorded> resources,
    Optional<Encryption> encryption) {
  public State {
    resources = Collections.unmodifiableSortedMap(new TreeMap<>(resources));
  }

  /** A state that keeps no secret. */
  public State(String lineage, long serial, SortedMap<ResourceAddress, Recorded> resources) {
    this(lineage, serial, resources, Optional.empty());
  }

  /** The same state with one resource recorded. */
  public State with(Recorded recorded) {
    SortedMap<ResourceAddress, Recorded> copy = new TreeMap<>(resources);
    copy.put(recorded.address(), recorded);
    return new State(lineage, serial, copy, encryption);
  }

  /** The same state without one resource. */
  public State without(ResourceAddress address) {
    SortedMap<ResourceAddress, Recorded> copy = new TreeMap<>(resources);
    copy.remove(address);
    return new State(lineage, serial, copy, encryption);
  }

  /** The same state with other people who may open its secrets. */
  public State with(Encryption next) {
    return new State(lineage, serial, resources, Optional.of(next));
  }

  /** Whether any resource has a secret. */
  public boolean holdsSecret() {
    return resources.values().stream().anyMatch(recorded -> recorded.attributes().holdsSecret());
  }
}
