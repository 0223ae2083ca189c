package dev.gantry.resources.diagnostic;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Collects everything that is found wrong, so that it is told in one go. The same problem at the
 * same place is kept once: a default that every resource inherits is wrong once. Not thread safe.
 */
public final class Findings {
  private static final Comparator<Optional<SourceRange>> PLACES =
      Comparator.comparing(
          (Optional<SourceRange> place) -> place.orElse(null),
          Comparator.nullsFirst(Comparator.<SourceRange>naturalOrder()));

  private final List<Diagnostic> found = new ArrayList<>();
  private final Set<Same> seen = new HashSet<>();
  private long errors;

  private record Same(Object place, String code, String summary) {}

  /** Adds a problem, unless the same one is known. */
  public void add(Diagnostic diagnostic) {
    Object place =
        diagnostic.where().source().<Object>map(SourceRange::toString).orElse(diagnostic.where());
    if (seen.add(new Same(place, diagnostic.code(), diagnostic.summary()))) {
      found.add(diagnostic);
      errors += diagnostic.isError() ? 1 : 0;
    }
  }

  /** How many errors there are. */
  public long errors() {
    return errors;
  }

  /** Everything found, in the order of the files; what has no place comes first. */
  public List<Diagnostic> sorted() {
    return found.stream()
        .sorted(Comparator.comparing(problem -> problem.where().source(), PLACES))
        .toList();
  }

  /**
   * Goes on where nothing is wrong.
   *
   * @throws DiagnosticException with everything found, when there is an error in it
   */
  public void stopOnErrors() {
    if (errors > 0) {
      throw new DiagnosticException(sorted());
    }
  }
}
