package dev.gantry.providers.encryption;

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

  public StoredCount {
    found = Collections.unmodifiableSortedMap(new TreeMap<>(found));
  }

  /** A resource, and what is to have written its values. */
  public record Wanted(String resource, StoredBy by) {}

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
