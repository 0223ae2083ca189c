package dev.gantry.providers.encryption;

import dev.gantry.providers.host.Command;
import dev.gantry.providers.host.Scripts;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How the objects of one resource are stored in etcd: every value below the resource's prefix is
 * looked at, none is left out.
 *
 * @param resource as the configuration names it
 * @param expected what writes it now
 * @param found how many values there are by what wrote them
 */
public record StoredCount(String resource, StoredBy expected, SortedMap<StoredBy, Long> found) {
  /** What is worth encrypting where nothing says what is. */
  private static final List<String> USUAL = List.of("configmaps", "secrets");

  private static final String PROGRAM = Scripts.beside(StoredCount.class, "count.sh");
  private static final int PAGE = 500;

  public StoredCount {
    found = Collections.unmodifiableSortedMap(new TreeMap<>(found));
  }

  /** A resource, and what its values are to start with. */
  public record Wanted(String resource, StoredBy by) {
    /** The command that counts, on any control plane. */
    public Command question() {
      return Command.script(PROGRAM, List.of(EtcdPrefix.of(resource), Integer.toString(PAGE)))
          .within(Duration.ofMinutes(30));
    }

    /** Reads the answer to {@link #question}. */
    public StoredCount of(String answer) {
      SortedMap<StoredBy, Long> found = new TreeMap<>();
      for (String line : answer.lines().toList()) {
        int blank = line.lastIndexOf(' ');
        if (blank > 0) {
          found.merge(
              StoredBy.ofHead(line.substring(0, blank)),
              Long.parseLong(line.substring(blank + 1)),
              Long::sum);
        }
      }
      return new StoredCount(resource, by, found);
    }
  }

  /**
   * What a configuration says of each resource that it names, and of secrets and configmaps where a
   * wildcard stands for them or nothing is encrypted. What else a wildcard stands for is not known
   * here.
   */
  public static List<Wanted> wanted(Optional<EncryptionConfig> config) {
    SortedMap<String, StoredBy> writers = new TreeMap<>();
    for (EncryptionConfig.Group group : config.map(EncryptionConfig::groups).orElse(List.of())) {
      for (String resource : group.resources()) {
        if (!EtcdPrefix.isWildcard(resource)) {
          writers.putIfAbsent(resource, group.writer());
        } else if (EtcdPrefix.coversCore(resource)) {
          USUAL.forEach(usual -> writers.putIfAbsent(usual, group.writer()));
        }
      }
    }
    if (writers.isEmpty()) {
      USUAL.forEach(usual -> writers.put(usual, StoredBy.IDENTITY));
    }
    List<Wanted> wanted = new ArrayList<>();
    writers.forEach((resource, writer) -> wanted.add(new Wanted(resource, writer)));
    return wanted;
  }

  /** How many values there are. */
  public long total() {
    return found.values().stream().mapToLong(Long::longValue).sum();
  }

  /** How many of them were written by something else than what is to. */
  public long others() {
    return total() - found.getOrDefault(expected, 0L);
  }
}
