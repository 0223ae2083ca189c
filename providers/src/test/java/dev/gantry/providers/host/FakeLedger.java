package dev.gantry.providers.host;

import dev.gantry.resources.address.ResourceAddress;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** A ledger in memory that keeps the contract of {@link Ledger} and tells what it was asked. */
public final class FakeLedger implements Ledger {
  private final SortedMap<String, String> disk = new TreeMap<>();
  private final SortedSet<String> installed = new TreeSet<>();
  private final Map<String, Entry<Optional<String>>> files = new LinkedHashMap<>();
  private final Map<String, Entry<Boolean>> packages = new LinkedHashMap<>();
  private final Map<String, Entry<String>> notes = new LinkedHashMap<>();
  private final List<String> changes = new ArrayList<>();

  private record Entry<T>(T before, SortedSet<ResourceAddress> owners) {}

  /** A host that has this file already. */
  public FakeLedger having(String path, String content) {
    disk.put(path, content);
    return this;
  }

  /** A host that has this package already. */
  public FakeLedger havingPackage(String name) {
    installed.add(name);
    return this;
  }

  /** What changed on the host, in order: {@code write /etc/x}, {@code install haproxy}, …. */
  public List<String> changes() {
    return List.copyOf(changes);
  }

  /** The files of the host, by path. */
  public SortedMap<String, String> disk() {
    return new TreeMap<>(disk);
  }

  /** The packages of the host. */
  public SortedSet<String> installed() {
    return new TreeSet<>(installed);
  }

  /** Whether anything is kept; a released host keeps nothing. */
  public boolean isEmpty() {
    return files.isEmpty() && packages.isEmpty() && notes.isEmpty();
  }

  @Override
  public boolean writeFile(ResourceAddress owner, RemoteFile file) {
    String path = file.path();
    Optional<String> now = Optional.ofNullable(disk.get(path));
    files.computeIfAbsent(path, _ -> new Entry<>(now, new TreeSet<>())).owners().add(owner);
    String content = text(file.content());
    if (now.equals(Optional.of(content))) {
      return false;
    }
    disk.put(path, content);
    changes.add("write " + path);
    return true;
  }

  @Override
  public void restoreFile(ResourceAddress owner, String path) {
    Entry<Optional<String>> entry = files.get(path);
    if (entry == null || !entry.owners().remove(owner) || !entry.owners().isEmpty()) {
      return;
    }
    files.remove(path);
    entry.before().ifPresentOrElse(original -> disk.put(path, original), () -> disk.remove(path));
    changes.add("restore " + path);
  }

  @Override
  public SortedSet<String> files(ResourceAddress owner) {
    SortedSet<String> paths = new TreeSet<>();
    files.forEach(
        (path, entry) -> {
          if (entry.owners().contains(owner)) {
            paths.add(path);
          }
        });
    return paths;
  }

  @Override
  public List<String> installPackages(ResourceAddress owner, List<String> names) {
    for (String name : names) {
      boolean isNew = installed.add(name);
      if (isNew) {
        changes.add("install " + name);
      }
      if (isNew || packages.containsKey(name)) {
        packages.computeIfAbsent(name, _ -> new Entry<>(true, new TreeSet<>())).owners().add(owner);
      }
    }
    return packages.entrySet().stream()
        .filter(entry -> entry.getValue().owners().contains(owner))
        .map(Map.Entry::getKey)
        .sorted()
        .toList();
  }

  @Override
  public List<String> installPackageFiles(ResourceAddress owner, List<Path> sent) {
    return installPackages(
        owner, sent.stream().map(file -> file.getFileName().toString()).toList());
  }

  @Override
  public void removePackages(ResourceAddress owner) {
    removePackages(owner, List.copyOf(packages.keySet()));
  }

  @Override
  public void removePackages(ResourceAddress owner, List<String> names) {
    for (String name : names) {
      boolean known = packages.containsKey(name);
      drop(packages, name, owner);
      if (known && !packages.containsKey(name)) {
        installed.remove(name);
        changes.add("remove " + name);
      }
    }
  }

  @Override
  public void noteBefore(ResourceAddress owner, String key, String value) {
    notes.computeIfAbsent(key, _ -> new Entry<>(value, new TreeSet<>())).owners().add(owner);
  }

  @Override
  public Optional<String> readNote(ResourceAddress owner, String key) {
    return Optional.ofNullable(notes.get(key))
        .filter(entry -> entry.owners().contains(owner))
        .map(Entry::before);
  }

  @Override
  public Optional<String> noteToRestore(ResourceAddress owner, String key) {
    return Optional.ofNullable(notes.get(key))
        .filter(entry -> entry.owners().equals(new TreeSet<>(List.of(owner))))
        .map(Entry::before);
  }

  @Override
  public void dropNote(ResourceAddress owner, String key) {
    drop(notes, key, owner);
  }

  @Override
  public void rename(ResourceAddress from, ResourceAddress owner) {
    for (Map<String, ? extends Entry<?>> entries : List.of(files, packages, notes)) {
      entries.values().stream()
          .filter(entry -> entry.owners().remove(from))
          .forEach(entry -> entry.owners().add(owner));
    }
  }

  @Override
  public void release(ResourceAddress owner) {
    for (Map<String, ? extends Entry<?>> entries : List.of(files, packages, notes)) {
      List.copyOf(entries.keySet()).forEach(key -> drop(entries, key, owner));
    }
  }

  private static void drop(
      Map<String, ? extends Entry<?>> entries, String key, ResourceAddress owner) {
    Entry<?> entry = entries.get(key);
    if (entry != null && entry.owners().remove(owner) && entry.owners().isEmpty()) {
      entries.remove(key);
    }
  }

  private static String text(Content content) {
    try (InputStream bytes = content.open()) {
      return new String(bytes.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
