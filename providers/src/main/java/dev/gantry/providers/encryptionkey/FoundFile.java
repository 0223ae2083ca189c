package dev.gantry.providers.encryptionkey;

import dev.gantry.providers.encryption.file.KeyCipher;
import dev.gantry.providers.encryption.file.KeySecret;
import dev.gantry.resources.value.Value;
import dev.gantry.resources.yaml.YamlValues;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * An EncryptionConfiguration as a control plane has it, with its keys: what {@link KeyFile} wrote,
 * read back.
 *
 * @param text the file's whole text, a secret
 * @param keys by name
 */
record FoundFile(String text, List<Rules.Group> groups, SortedMap<String, FoundKey> keys) {
  FoundFile {
    groups = List.copyOf(groups);
    keys = Collections.unmodifiableSortedMap(new TreeMap<>(keys));
  }

  /** A key and what encrypts by it. */
  record FoundKey(KeyCipher cipher, KeySecret secret) {}

  /** Reads a file; empty for one that has more in it than Gantry ever writes. */
  static Optional<FoundFile> parse(String text) {
    List<Rules.Group> groups = new ArrayList<>();
    SortedMap<String, FoundKey> keys = new TreeMap<>();
    for (Value.Fields group :
        YamlValues.parse(text).map(file -> file.groups("resources")).orElse(List.of())) {
      List<String> writers = new ArrayList<>();
      for (Value.Fields provider : group.groups("providers")) {
        Optional<String> writer = writer(provider, keys);
        if (writer.isEmpty()) {
          return Optional.empty();
        }
        writers.add(writer.get());
      }
      groups.add(new Rules.Group(group.texts("resources"), writers));
    }
    return groups.isEmpty() ? Optional.empty() : Optional.of(new FoundFile(text, groups, keys));
  }

  private static Optional<String> writer(Value.Fields provider, SortedMap<String, FoundKey> keys) {
    if (provider.entries().size() != 1) {
      return Optional.empty();
    }
    String word = provider.entries().firstKey();
    if (word.equals(KeyRing.IDENTITY)) {
      return Optional.of(word);
    }
    List<Value.Fields> all = provider.fields(word).groups("keys");
    Optional<KeyCipher> cipher = KeyCipher.of(word);
    if (cipher.isEmpty() || all.size() != 1) {
      return Optional.empty();
    }
    Optional<String> name = all.getFirst().text("name");
    Optional<KeySecret> secret = all.getFirst().text("secret").flatMap(KeySecret::ofBase64);
    if (name.isPresent() && secret.isPresent()) {
      keys.put(name.get(), new FoundKey(cipher.get(), secret.get()));
      return name;
    }
    return Optional.empty();
  }

  /** Never its text. */
  @Override
  public String toString() {
    return "FoundFile" + groups + keys;
  }
}
