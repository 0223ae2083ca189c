package dev.gantry.providers.encryption;

import dev.gantry.engine.probe.HostReader;
import dev.gantry.engine.probe.HostReading;
import dev.gantry.providers.facts.KeyedLines;
import dev.gantry.resources.address.HostName;
import dev.gantry.resources.diagnostic.Diagnostic;
import dev.gantry.resources.diagnostic.DiagnosticException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Counts in a cluster's etcd, a page at a time: one read of a control plane each, of the one that
 * answered last, else of the first that does. Used by one thread.
 */
public final class EtcdCount {
  static final String NAME = "count";

  private static final String PAGE = "1000";

  private final HostReader reader;
  private final List<HostName> controlPlanes;

  public EtcdCount(HostReader reader, List<HostName> controlPlanes) {
    this.reader = reader;
    this.controlPlanes = new ArrayList<>(controlPlanes);
  }

  /**
   * Counts all values of a resource.
   *
   * @throws DiagnosticException code {@code etcd-silent}, with what each control plane said
   */
  public StoredCount of(StoredCount.Wanted wanted) {
    SortedMap<StoredBy, Long> found = new TreeMap<>();
    Optional<String> last = Optional.of("");
    while (last.isPresent()) {
      KeyedLines page = page(wanted, last.get(), "");
      counts(page).forEach((by, number) -> found.merge(by, number, Long::sum));
      last = next(wanted, last.get(), page);
    }
    return new StoredCount(wanted.resource(), wanted.by(), found);
  }

  /**
   * One page of a resource's values.
   *
   * @param others the keys of those that something else wrote than is to, without the prefix of
   *     their resource: {@code NAMESPACE/NAME}, or {@code NAME} of what has no namespace
   * @param values how many there were
   * @param next the key behind which the next page begins; empty after the last page
   */
  public record Page(List<String> others, long values, Optional<String> next) {
    public Page {
      others = List.copyOf(others);
    }
  }

  /**
   * Looks at a page of a resource's values.
   *
   * @param last the key behind which it begins; empty text for the first page
   * @throws DiagnosticException code {@code etcd-silent}, with what each control plane said
   */
  public Page page(StoredCount.Wanted wanted, String last) {
    KeyedLines page = page(wanted, last, wanted.by().head());
    String prefix = EtcdPrefix.of(wanted.resource());
    List<String> others =
        page.all("other").stream()
            .filter(key -> key.startsWith(prefix))
            .map(key -> key.substring(prefix.length()))
            .toList();
    long values = counts(page).values().stream().mapToLong(Long::longValue).sum();
    return new Page(others, values, next(wanted, last, page));
  }

  private static SortedMap<StoredBy, Long> counts(KeyedLines page) {
    SortedMap<StoredBy, Long> found = new TreeMap<>();
    for (String line : page.all("count")) {
      int blank = line.indexOf(' ');
      found.merge(
          StoredBy.ofHead(line.substring(blank + 1)),
          Long.parseLong(line.substring(0, blank)),
          Long::sum);
    }
    return found;
  }

  /** The key behind which the next page begins; empty after the last page. */
  private static Optional<String> next(StoredCount.Wanted wanted, String before, KeyedLines page) {
    if (!page.first("more").equals(Optional.of("true"))) {
      return Optional.empty();
    }
    String last = page.first("last").orElse("");
    if (last.compareTo(before) <= 0) {
      throw silent(wanted, List.of("a page ended where it began, at " + before));
    }
    return Optional.of(last);
  }

  private KeyedLines page(StoredCount.Wanted wanted, String last, String head) {
    List<String> reasons = new ArrayList<>();
    for (HostName host : List.copyOf(controlPlanes)) {
      HostReading reading =
          reader.read(
              host, OwnApi.request(NAME, EtcdPrefix.of(wanted.resource()), last, PAGE, head));
      Optional<Diagnostic> problem = OwnApi.problem(host, reading, NAME);
      if (problem.isEmpty() && reading instanceof HostReading.Answered answered) {
        controlPlanes.remove(host);
        controlPlanes.addFirst(host);
        return KeyedLines.of(answered, NAME);
      }
      problem.ifPresent(why -> reasons.add(host + ": " + why.summary()));
    }
    throw silent(wanted, reasons);
  }

  private static DiagnosticException silent(StoredCount.Wanted wanted, List<String> reasons) {
    return new DiagnosticException(
        Diagnostic.error(
            "etcd-silent",
            "How " + wanted.resource() + " are stored could not be read to the end",
            String.join("\n", reasons) + "\nSee `gantry plan` for how the control planes are."));
  }
}
