package dev.gantry.providers.encryptionkey;

import dev.gantry.resources.diagnostic.Diagnostic;
import dev.gantry.resources.diagnostic.DiagnosticException;
import dev.gantry.resources.value.Value;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * Finds out from control planes alone which keyring a lost state had:
 *
 * <ol>
 *   <li>every key that a file or a history has is one of the ring;
 *   <li>every pair of sides is tried that a file could be about, and kept when the file that {@link
 *       KeyFile} writes for it in some phase is the one that is there, byte for byte;
 *   <li>of those, it is the one whose phases explain the files of all control planes; they are
 *       between two phases at most, and the earlier one is gone on from.
 * </ol>
 */
final class FoundKeys {
  private final SortedMap<String, Found> hosts;
  private final SortedMap<String, FoundFile.FoundKey> keys = new TreeMap<>();
  private final SortedMap<String, KeyRing.Key> unsealed = new TreeMap<>();
  private final Map<String, byte[]> secrets = new TreeMap<>();

  /**
   * What a control plane has.
   *
   * @param file empty where there is none
   * @param history likewise
   */
  record Found(Optional<FoundFile> file, Optional<FoundFile> history) {}

  /**
   * @throws DiagnosticException code {@code encryption-keys-differ}, when two control planes have
   *     different keys by one name
   */
  FoundKeys(SortedMap<String, Found> hosts) {
    this.hosts = new TreeMap<>(hosts);
    hosts.forEach(
        (host, found) -> {
          found.history().ifPresent(history -> take(host, history));
          found.file().ifPresent(file -> take(host, file));
        });
    keys.forEach(
        (name, key) -> {
          secrets.put(name, key.secret().bytes());
          unsealed.put(
              name,
              new KeyRing.Key(
                  key.cipher().word(),
                  new Value.Sealed(""),
                  key.secret().fingerprint(),
                  Instant.EPOCH));
        });
  }

  private void take(String host, FoundFile file) {
    file.keys()
        .forEach(
            (name, key) -> {
              FoundFile.FoundKey known = keys.putIfAbsent(name, key);
              if (known != null && !known.equals(key)) {
                throw new DiagnosticException(
                    Diagnostic.error(
                            "encryption-keys-differ",
                            host + " has another " + name + " than another control plane",
                            "They are not of one cluster, or somebody edited "
                                + KeyFile.PATH
                                + " or "
                                + KeyFile.HISTORY
                                + ". Nothing was changed.")
                        .onHost(host));
              }
            });
  }

  /** The bytes of every key, by name. */
  Map<String, byte[]> secrets() {
    return secrets;
  }

  /**
   * The ring. Its keys are not sealed yet, and nobody knows when they were made.
   *
   * @param resources what the configuration has encrypted: their order where they are the same
   * @throws DiagnosticException when no control plane has a file, or none explains all
   */
  KeyRing ring(List<String> resources) {
    Set<FoundFile> files = new LinkedHashSet<>();
    hosts.values().forEach(found -> found.file().ifPresent(files::add));
    if (files.isEmpty()) {
      throw nothing();
    }
    return files.stream()
        .flatMap(file -> candidates(file).stream())
        .flatMap(candidate -> explaining(candidate, files).stream())
        .max(
            Comparator.<KeyRing>comparingInt(ring -> KeyRing.number(ring.to().writer()))
                .thenComparing(ring -> isSame(ring.to().resources(), resources))
                .thenComparing(KeyRing::phase, Comparator.reverseOrder()))
        .map(ring -> inOrderOf(resources, ring))
        .orElseThrow(this::unclear);
  }

  /** Where both are of the same resources: a file has them in an order of its own. */
  private static KeyRing inOrderOf(List<String> resources, KeyRing ring) {
    return new KeyRing(
        ring.revision(),
        ring.phase(),
        ordered(ring.from(), resources),
        ordered(ring.to(), resources),
        ring.keys());
  }

  private static KeyRing.Side ordered(KeyRing.Side side, List<String> resources) {
    return isSame(side.resources(), resources) ? new KeyRing.Side(side.writer(), resources) : side;
  }

  /** The rings that have this file in some phase. */
  private List<KeyRing> candidates(FoundFile file) {
    Set<String> writers = new LinkedHashSet<>();
    file.groups().forEach(group -> writers.addAll(group.writers()));
    List<KeyRing.Side> sides = new ArrayList<>();
    for (String writer : writers) {
      sides.add(side(file, writer, _ -> true));
      sides.add(side(file, writer, group -> !group.writers().contains(KeyRing.IDENTITY)));
    }
    List<KeyRing> candidates = new ArrayList<>();
    for (KeyRing.Side from : sides) {
      for (KeyRing.Side to : sides) {
        int revision =
            Math.max(1, Math.max(KeyRing.number(from.writer()), KeyRing.number(to.writer())));
        KeyRing ring = new KeyRing(revision, Phase.ADDED, from, to, unsealed);
        if (isForward(from, to) && phase(ring, file).isPresent()) {
          candidates.add(ring);
        }
      }
    }
    return candidates;
  }

  private static KeyRing.Side side(FoundFile file, String writer, Predicate<Rules.Group> which) {
    return new KeyRing.Side(
        writer,
        file.groups().stream()
            .filter(group -> group.writers().contains(writer) && which.test(group))
            .flatMap(group -> group.resources().stream())
            .toList());
  }

  /** A key that wrote before never writes again; it goes to a newer one, or to none. */
  private static boolean isForward(KeyRing.Side from, KeyRing.Side to) {
    return to.writer().equals(KeyRing.IDENTITY)
        || KeyRing.number(from.writer()) <= KeyRing.number(to.writer());
  }

  private static boolean isSame(List<String> some, List<String> others) {
    return new HashSet<>(some).equals(new HashSet<>(others));
  }

  /** The phase in which a ring has a file; the first, where it is the same in several. */
  private Optional<Phase> phase(KeyRing ring, FoundFile file) {
    boolean rests = ring.from().equals(ring.to());
    for (Phase phase : rests ? List.of(Phase.REMOVED) : List.of(Phase.values())) {
      if (KeyFile.of(ring.in(phase), secrets).equals(file.text())) {
        return Optional.of(phase);
      }
    }
    return Optional.empty();
  }

  /** The ring in the earliest phase that a control plane is in; empty where one is in none. */
  private Optional<KeyRing> explaining(KeyRing ring, Set<FoundFile> files) {
    KeyRing before =
        new KeyRing(ring.revision(), Phase.REMOVED, ring.from(), ring.from(), ring.keys());
    SortedSet<Phase> phases = new TreeSet<>();
    for (FoundFile file : files) {
      Optional<Phase> phase = phase(ring, file).or(() -> phase(before, file).map(_ -> Phase.ADDED));
      if (phase.isEmpty()) {
        return Optional.empty();
      }
      phases.add(phase.get());
    }
    if (phases.first() == Phase.REMOVED) {
      return Optional.of(ring.settled(Integer.MAX_VALUE));
    }
    boolean apart = phases.first() == Phase.ADDED && phases.last() == Phase.REMOVED;
    return apart ? Optional.empty() : Optional.of(ring.in(phases.first()));
  }

  private DiagnosticException nothing() {
    return new DiagnosticException(
        Diagnostic.error(
            "encryption-no-file",
            "No control plane has a file with keys that Gantry wrote",
            "Looked for "
                + KeyFile.PATH
                + " on "
                + String.join(", ", hosts.keySet())
                + ". Bring back the state, or an earlier version of the file from "
                + KeyFile.VERSIONS
                + (keys.isEmpty()
                    ? "."
                    : "; "
                        + KeyFile.HISTORY
                        + " has every key, and API servers can read it as it is.")));
  }

  private DiagnosticException unclear() {
    return new DiagnosticException(
        Diagnostic.error(
            "encryption-unclear",
            "The files of the control planes are not those of one rotation",
            "Gantry would write none of them as "
                + String.join(", ", hosts.keySet())
                + " have "
                + KeyFile.PATH
                + ": somebody edited one, or they are of two clusters. See `gantry encryption"
                + " status`. Nothing was changed."));
  }
}
