package dev.gantry.engine.probe;

import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What one resource wants to know of one host. Requests of several resources for the same host are
 * merged and asked in one round trip (law 12); nothing here can change the host (law 14): the
 * commands must be ones that only read.
 *
 * @param files absolute paths to hash, with owner, mode and size
 * @param contents absolute paths to read whole as well, at most 256 KiB each; never secrets
 * @param commands argument vectors by a name that is unique for its meaning, for example {@code
 *     ip-addr}; equal names must have equal arguments
 */
public record ProbeRequest(
    SortedSet<String> files, SortedSet<String> contents, SortedMap<String, List<String>> commands) {
  public ProbeRequest {
    files = Collections.unmodifiableSortedSet(new TreeSet<>(files));
    contents = Collections.unmodifiableSortedSet(new TreeSet<>(contents));
    SortedMap<String, List<String>> copy = new TreeMap<>();
    commands.forEach((name, argv) -> copy.put(name, List.copyOf(argv)));
    commands = Collections.unmodifiableSortedMap(copy);
  }

  /** A request for nothing but the host's identity, which every answer has. */
  public static ProbeRequest identityOnly() {
    return new ProbeRequest(new TreeSet<>(), new TreeSet<>(), new TreeMap<>());
  }

  /**
   * Both requests in one.
   *
   * @throws IllegalArgumentException when a command's name has two meanings
   */
  public ProbeRequest merge(ProbeRequest other) {
    SortedSet<String> mergedFiles = new TreeSet<>(files);
    mergedFiles.addAll(other.files);
    SortedSet<String> mergedContents = new TreeSet<>(contents);
    mergedContents.addAll(other.contents);
    SortedMap<String, List<String>> mergedCommands = new TreeMap<>(commands);
    other.commands.forEach(
        (name, argv) -> {
          List<String> known = mergedCommands.putIfAbsent(name, argv);
          if (known != null && !known.equals(argv)) {
            throw new IllegalArgumentException("two probe commands are named " + name);
          }
        });
    return new ProbeRequest(mergedFiles, mergedContents, mergedCommands);
  }
}
