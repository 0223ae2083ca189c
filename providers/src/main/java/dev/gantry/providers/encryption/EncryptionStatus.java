package dev.gantry.providers.encryption;

import dev.gantry.engine.probe.HostReading;
import dev.gantry.resources.address.HostName;
import dev.gantry.resources.diagnostic.Diagnostic;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What a cluster's control planes are told of encryption, side by side.
 *
 * @param hosts those that answered, sorted by name
 * @param silent why each of the others did not
 */
public record EncryptionStatus(List<HostEncryption> hosts, SortedMap<HostName, Diagnostic> silent) {
  private static final String KEPT = "600 root:root";

  public EncryptionStatus {
    hosts = List.copyOf(hosts);
    silent = Collections.unmodifiableSortedMap(new TreeMap<>(silent));
  }

  /** From what was read of every control plane by {@link HostEncryption#request}. */
  public static EncryptionStatus of(SortedMap<HostName, HostReading> readings) {
    List<HostEncryption> hosts = new ArrayList<>();
    SortedMap<HostName, Diagnostic> silent = new TreeMap<>();
    readings.forEach(
        (host, reading) -> {
          Optional<Diagnostic> problem = OwnApi.problem(host, reading, HostEncryption.NAME);
          problem.ifPresent(why -> silent.put(host, why));
          if (problem.isEmpty() && reading instanceof HostReading.Answered answered) {
            hosts.add(HostEncryption.of(host, answered));
          }
        });
    return new EncryptionStatus(hosts, silent);
  }

  /** The configuration that all who answered share; empty where they differ or have none. */
  public Optional<EncryptionConfig> config() {
    return differs() || hosts.isEmpty()
        ? Optional.empty()
        : hosts.getFirst().file().flatMap(HostEncryption.ConfigFile::config);
  }

  /** Whether no API server is told to encrypt. One that could not be asked may be. */
  public boolean isOff() {
    return silent.isEmpty() && !hosts.isEmpty() && !isAnyTold();
  }

  private boolean isAnyTold() {
    return hosts.stream().anyMatch(host -> host.path().isPresent());
  }

  /** Whether every value is stored as it should be, and nothing is wrong with a control plane. */
  public boolean isVerifiedBy(List<StoredCount> counts) {
    return problems().isEmpty() && counts.stream().allMatch(count -> count.others() == 0);
  }

  private boolean differs() {
    SortedSet<String> sums = new TreeSet<>();
    hosts.forEach(host -> sums.add(host.file().map(HostEncryption.ConfigFile::sha256).orElse("")));
    return sums.size() > 1;
  }

  /** Everything that is wrong or not known, a line each; empty when all is well. */
  public List<String> problems() {
    List<String> problems = new ArrayList<>();
    silent.forEach((host, why) -> problems.add(host + ": " + why.summary()));
    if (differs()) {
      problems.add(
          "The control planes do not have the same file: what one API server writes another may not"
              + " be able to read.");
    }
    hosts.forEach(host -> of(host, problems));
    return problems;
  }

  private void of(HostEncryption host, List<String> problems) {
    if (host.path().isEmpty()) {
      if (isAnyTold()) {
        problems.add(host.host() + ": its API server is not told to encrypt, others are.");
      }
      return;
    }
    String path = host.path().get();
    if (host.file().isEmpty()) {
      problems.add(
          host.host() + ": " + path + " is not there: its API server will not start again.");
      return;
    }
    HostEncryption.ConfigFile file = host.file().get();
    if (file.config().isEmpty()) {
      problems.add(host.host() + ": " + path + " is not an EncryptionConfiguration.");
    }
    if (!file.mode().equals(KEPT)) {
      problems.add(host.host() + ": " + path + " is " + file.mode() + ", not " + KEPT + ".");
    }
    if (host.isStale()) {
      problems.add(
          host.host()
              + ": its API server has not loaded the file that is there"
              + (host.reload()
                  ? " yet: it looks once a minute."
                  : ": it reads it when it starts."));
    }
  }
}
