package dev.gantry.engine.plan;

import dev.gantry.resources.address.HostName;
import dev.gantry.resources.address.ResourceAddress;
import java.util.List;
import java.util.Optional;

/**
 * One vertex of the execution graph: a step as the plan promised it, or the end of a resource.
 *
 * @param step the step's id; empty for the operation that records the resource's end, of which
 *     every changed resource has exactly one, its last
 * @param waitsFor positions in {@link ExecutionGraph#operations}, sorted
 */
public record Operation(
    ResourceAddress address,
    String action,
    Optional<String> step,
    String title,
    Optional<HostName> host,
    List<Integer> waitsFor) {
  public Operation {
    waitsFor = List.copyOf(waitsFor);
  }
}
