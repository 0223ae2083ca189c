package dev.gantry.engine.planner;

import dev.gantry.engine.plan.AttributeDiff;
import dev.gantry.engine.plan.Change;
import dev.gantry.engine.spi.Expectation;
import dev.gantry.resources.address.HostName;
import dev.gantry.resources.address.ResourceAddress;
import dev.gantry.resources.kind.Kind;
import dev.gantry.resources.kind.ReplaceRules;
import dev.gantry.resources.value.AttributePath;
import dev.gantry.resources.value.Value;
import dev.gantry.state.HostIdentity;
import dev.gantry.state.Recorded;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;

/**
 * The change of one resource that is to be there and about which the machines have answered.
 *
 * @param after the attributes that it is to have
 * @param recorded as last applied, where it ever was
 * @param links what it depends on from now on, and who its machines are now
 */
record Live(
    ResourceAddress address,
    Kind<?> kind,
    Value.Fields after,
    Optional<Recorded> recorded,
    Links links) {

  /** What a record holds beside attributes. */
  record Links(SortedSet<ResourceAddress> dependencies, SortedMap<HostName, HostIdentity> hosts) {}

  /** The change of a resource that is there. */
  Change present(Value.Fields before, Expectation expectation, boolean requested) {
    List<AttributeDiff> seen = Differ.diff(before, after, kind.informational());
    SortedMap<AttributePath, String> because = reasons(seen, expectation);
    if (requested) {
      because.put(AttributePath.root(), "its replacement was asked for");
    }
    List<AttributeDiff> diffs = withInterrupted(seen);
    if (!because.isEmpty()) {
      return new Change.Replace(address, before, after, diffs, because);
    }
    if (!diffs.isEmpty()) {
      return new Change.Update(address, before, after, diffs);
    }
    return isRecordedSo() ? new Change.NoOp(address, before) : new Change.Adopt(address, after);
  }

  /** Why the resource cannot be changed in place, by attribute. */
  private SortedMap<AttributePath, String> reasons(
      List<AttributeDiff> diffs, Expectation expectation) {
    SortedMap<AttributePath, String> reasons = new TreeMap<>();
    SortedMap<AttributePath, String> rules = new TreeMap<>(ReplaceRules.of(kind.spec()));
    rules.putAll(expectation.replace());
    rules.forEach(
        (path, reason) -> {
          for (AttributeDiff diff : diffs) {
            if (path.contains(diff.path()) || diff.path().contains(path)) {
              reasons.put(path, reason);
            }
          }
        });
    return reasons;
  }

  /**
   * The differences, and those that an interrupted run may have seen to by half: a file may be
   * there and the service that reads it not restarted. The steps of both run again (law 6).
   */
  private List<AttributeDiff> withInterrupted(List<AttributeDiff> seen) {
    if (recorded.flatMap(Recorded::pending).isEmpty()) {
      return seen;
    }
    Value.Fields started =
        recorded.get().pending().get().action().equals("update")
            ? recorded.get().attributes()
            : Value.Fields.empty();
    SortedMap<AttributePath, AttributeDiff> all = new TreeMap<>();
    for (AttributeDiff diff : Differ.diff(started, after, kind.informational())) {
      all.put(diff.path(), diff);
    }
    for (AttributeDiff diff : seen) {
      all.keySet().removeIf(path -> path.contains(diff.path()) || diff.path().contains(path));
      all.put(diff.path(), diff);
    }
    return new ArrayList<>(all.values());
  }

  private boolean isRecordedSo() {
    return recorded.isPresent()
        && recorded.get().pending().isEmpty()
        && recorded.get().schemaVersion() == kind.schemaVersion()
        && recorded.get().dependencies().equals(links.dependencies())
        && recorded.get().hosts().equals(links.hosts())
        && Differ.diff(recorded.get().attributes(), after, kind.informational()).isEmpty();
  }
}
