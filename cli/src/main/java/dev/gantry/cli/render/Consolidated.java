package dev.gantry.cli.render;

import dev.gantry.resources.diagnostic.Diagnostic;
import dev.gantry.resources.diagnostic.Severity;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Warnings that say the same of several machines, made one: a fleet that lacks something lacks it
 * on every machine, and nobody reads the same lines two hundred times. Errors stay as they are.
 */
public final class Consolidated {
  private static final int MOST_NAMES = 5;

  private Consolidated() {}

  private record Same(String code, String summary, String detail) {}

  /** The same problems, each at the place of its first. */
  public static List<Diagnostic> of(List<Diagnostic> diagnostics) {
    Map<Same, List<String>> hosts = new LinkedHashMap<>();
    List<Diagnostic> firsts = new ArrayList<>();
    for (Diagnostic told : diagnostics) {
      Optional<String> host = told.where().host().filter(_ -> joins(told));
      boolean first = host.isEmpty() || !hosts.containsKey(same(told));
      host.ifPresent(name -> hosts.computeIfAbsent(same(told), _ -> new ArrayList<>()).add(name));
      if (first) {
        firsts.add(told);
      }
    }
    return firsts.stream().map(told -> joined(told, hosts)).toList();
  }

  private static boolean joins(Diagnostic told) {
    return told.severity() == Severity.WARNING && told.where().source().isEmpty();
  }

  private static Same same(Diagnostic told) {
    return new Same(told.code(), told.summary(), told.detail());
  }

  private static Diagnostic joined(Diagnostic told, Map<Same, List<String>> hosts) {
    List<String> names = joins(told) ? hosts.getOrDefault(same(told), List.of()) : List.of();
    if (names.size() < 2) {
      return told;
    }
    String shown = String.join(", ", names.stream().limit(MOST_NAMES).toList());
    String rest = names.size() > MOST_NAMES ? " and " + (names.size() - MOST_NAMES) + " more" : "";
    return new Diagnostic(
        told.severity(),
        told.code(),
        told.summary(),
        told.detail(),
        new Diagnostic.Where(Optional.empty(), Optional.empty(), Optional.of(shown + rest)));
  }
}
