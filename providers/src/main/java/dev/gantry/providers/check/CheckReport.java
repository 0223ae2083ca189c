package dev.gantry.providers.check;

import dev.gantry.resources.address.HostName;
import dev.gantry.resources.diagnostic.Diagnostic;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What came of checking machines.
 *
 * @param checked machines that have answered
 * @param unknown why the others have not: nothing is said of them
 * @param findings worst first; a machine without one has passed
 */
public record CheckReport(
    SortedSet<HostName> checked, SortedMap<HostName, Diagnostic> unknown, List<Finding> findings) {
  public CheckReport {
    checked = Collections.unmodifiableSortedSet(new TreeSet<>(checked));
    unknown = Collections.unmodifiableSortedMap(new TreeMap<>(unknown));
    findings = List.copyOf(findings);
  }

  /** Whether every machine has answered and none has an error that is not waived. */
  public boolean passed() {
    return unknown.isEmpty() && findings.stream().noneMatch(Finding::stops);
  }

  /** How many findings of a level are not waived. */
  public long count(Level level) {
    return findings.stream()
        .filter(finding -> finding.level() == level && finding.waived().isEmpty())
        .count();
  }

  /** How many findings are waived. */
  public long waived() {
    return findings.stream().filter(finding -> finding.waived().isPresent()).count();
  }
}
