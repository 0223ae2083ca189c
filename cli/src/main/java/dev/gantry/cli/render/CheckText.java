package dev.gantry.cli.render;

import dev.gantry.cli.terminal.Style;
import dev.gantry.providers.check.CheckReport;
import dev.gantry.providers.check.Finding;
import dev.gantry.providers.check.Level;
import dev.gantry.resources.address.HostName;
import dev.gantry.resources.kinds.node.CheckName;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.UnaryOperator;

/**
 * Findings for people: a table, worst first, under each finding how to mend it, and a line with the
 * numbers at the end. Machines with the same finding share its lines.
 */
public final class CheckText {
  private static final int MOST_NAMES = 3;

  private final CheckReport report;
  private final Style style;
  private final Table table = new Table();

  private CheckText(CheckReport report, Style style) {
    this.report = report;
    this.style = style;
  }

  /** The whole report. */
  public static String of(CheckReport report, Style style) {
    CheckText it = new CheckText(report, style);
    it.unknown();
    it.findings();
    String rows = it.table.text();
    return rows + (rows.isEmpty() ? "" : "\n") + it.summary() + "\n";
  }

  private void unknown() {
    report
        .unknown()
        .forEach(
            (host, reason) -> {
              table.row(style::red, List.of("UNKNOWN", "-", host.value(), reason.summary()));
              String detail = reason.detail().lines().findFirst().orElse("");
              table.painted(style::dim, List.of("", "", "", "-> " + detail));
            });
  }

  /** What makes findings of several machines one. */
  private record Same(
      CheckName check, Level level, String found, String mend, Optional<String> waived) {}

  private void findings() {
    Map<Same, SortedSet<HostName>> hosts = new LinkedHashMap<>();
    for (Finding finding : report.findings()) {
      Same same =
          new Same(
              finding.check(), finding.level(), finding.found(), finding.mend(), finding.waived());
      hosts.computeIfAbsent(same, _ -> new TreeSet<>()).add(finding.host());
    }
    hosts.forEach(this::finding);
  }

  private void finding(Same same, SortedSet<HostName> hosts) {
    boolean waived = same.waived().isPresent();
    String word = waived ? "WAIVED" : same.level().name();
    table.row(
        paint(same.level(), waived),
        List.of(word, same.check().text(), names(hosts), same.found()));
    String under = same.waived().map(reason -> "waived: " + reason).orElse("-> " + same.mend());
    table.painted(style::dim, List.of("", "", "", under));
  }

  private UnaryOperator<String> paint(Level level, boolean waived) {
    if (waived) {
      return style::dim;
    }
    return switch (level) {
      case ERROR -> style::red;
      case WARNING -> style::yellow;
      case INFO -> style::cyan;
    };
  }

  private String names(SortedSet<HostName> hosts) {
    List<String> names = hosts.stream().map(HostName::value).toList();
    if (names.size() <= MOST_NAMES) {
      return String.join(", ", names);
    }
    return hosts.equals(report.checked())
        ? "all " + names.size()
        : String.join(", ", names.subList(0, MOST_NAMES - 1))
            + " and "
            + (names.size() - MOST_NAMES + 1)
            + " more";
  }

  private String summary() {
    List<String> parts = new ArrayList<>();
    part(parts, report.count(Level.ERROR), "error");
    part(parts, report.count(Level.WARNING), "warning");
    part(parts, report.count(Level.INFO), "note");
    if (report.waived() > 0) {
      parts.add(report.waived() + " waived");
    }
    if (!report.unknown().isEmpty()) {
      parts.add(counted(report.unknown().size(), "host") + " could not be asked");
    }
    String numbers = parts.isEmpty() ? "nothing found" : String.join(", ", parts);
    String word = report.passed() ? style.green("Passed:") : style.red("Failed:");
    return style.bold(word)
        + " "
        + counted(report.checked().size(), "host")
        + " checked, "
        + numbers
        + ".";
  }

  private static void part(List<String> parts, long count, String what) {
    if (count > 0) {
      parts.add(counted(count, what));
    }
  }

  private static String counted(long count, String what) {
    return count + " " + what + (count == 1 ? "" : "s");
  }
}
