package dev.gantry.engine.plan;

import dev.gantry.resources.address.HostName;
import dev.gantry.resources.address.ResourceAddress;
import dev.gantry.resources.diagnostic.Diagnostic;
import dev.gantry.resources.value.Value;
import dev.gantry.state.HostIdentity;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What would be done, as pure data: made by the planner, shown, saved, reviewed, and then run
 * exactly as it stands (law 2).
 *
 * @param changes one a resource, sorted by address, no-ops too
 * @param drift resources whose machines differ from what was recorded, sorted by address
 * @param blocked resources for which nothing is planned, with the reason
 * @param diagnostics warnings and notes about the plan as a whole
 * @param hosts who the machines were at plan time
 */
public record Plan(
    Origin origin,
    List<Change> changes,
    List<Drift> drift,
    List<Blocked> blocked,
    List<Diagnostic> diagnostics,
    SortedMap<HostName, HostIdentity> hosts,
    ExecutionGraph graph) {
  public Plan {
    changes = List.copyOf(changes);
    drift = List.copyOf(drift);
    blocked = List.copyOf(blocked);
    diagnostics = List.copyOf(diagnostics);
    hosts = Collections.unmodifiableSortedMap(new TreeMap<>(hosts));
  }

  /**
   * What a plan was made from; apply refuses it when any of this is different.
   *
   * @param configDigest as of {@code Configuration.digest}
   */
  public record Origin(
      String gantryVersion,
      String lineage,
      long serial,
      String configDigest,
      Mode mode,
      Instant createdAt) {}

  /** What the person asked to plan. */
  public enum Mode {
    NORMAL,
    DESTROY,
    REFRESH_ONLY
  }

  /** One resource that is not as it was recorded. */
  public record Drift(
      ResourceAddress address, boolean gone, Value.Fields recorded, List<AttributeDiff> diffs) {
    public Drift {
      diffs = List.copyOf(diffs);
    }
  }

  /** One resource for which nothing is planned. */
  public record Blocked(ResourceAddress address, Diagnostic reason) {}
}
