package dev.gantry.providers.encryption;

import dev.gantry.resources.value.Value;
import dev.gantry.resources.yaml.YamlValues;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * An {@code EncryptionConfiguration} (apiserver.config.k8s.io/v1) without its keys: of each there
 * is only a fingerprint. Of the groups, the first that names a resource is the one that counts.
 */
public record EncryptionConfig(List<Group> groups) {
  private static final String MASK = "sha256:";

  public EncryptionConfig {
    groups = List.copyOf(groups);
  }

  /**
   * A key, or what else a provider reads with.
   *
   * @param fingerprint of its bytes: the first 8 hex digits of their SHA-256; empty where the file
   *     has none, as for identity and kms
   */
  public record Reader(StoredBy by, String fingerprint) {}

  /**
   * Resources that are stored in the same way.
   *
   * @param resources as kube-apiserver writes them: {@code secrets}, {@code widgets.example.com},
   *     {@code *.apps}, {@code *.}, {@code *.*}
   * @param readers in the file's order: the first one writes, all read
   */
  public record Group(List<String> resources, List<Reader> readers) {
    public Group {
      resources = List.copyOf(resources);
      readers = List.copyOf(readers);
    }

    /** What new values are written by. */
    public StoredBy writer() {
      return readers.isEmpty() ? StoredBy.IDENTITY : readers.getFirst().by();
    }
  }

  /**
   * Reads the file; empty where it is none.
   *
   * @param text with {@code sha256:} and a fingerprint in the place of every key
   */
  static Optional<EncryptionConfig> parse(String text) {
    return YamlValues.parse(text)
        .filter(file -> file.text("kind").equals(Optional.of("EncryptionConfiguration")))
        .map(
            file ->
                new EncryptionConfig(
                    file.groups("resources").stream().map(EncryptionConfig::group).toList()));
  }

  private static Group group(Value.Fields group) {
    List<Reader> readers = new ArrayList<>();
    for (Value.Fields provider : group.groups("providers")) {
      provider.entries().keySet().forEach(name -> readers.addAll(readers(name, provider)));
    }
    return new Group(group.texts("resources"), readers);
  }

  private static List<Reader> readers(String name, Value.Fields provider) {
    Value.Fields settings = provider.fields(name);
    return switch (name) {
      case "identity" -> List.of(new Reader(StoredBy.IDENTITY, ""));
      case "kms" -> List.of(new Reader(new StoredBy(name, settings.text("name").orElse("")), ""));
      default ->
          settings.groups("keys").stream()
              .map(
                  key ->
                      new Reader(
                          new StoredBy(name, key.text("name").orElse("")),
                          key.text("secret").map(EncryptionConfig::fingerprint).orElse("")))
              .toList();
    };
  }

  private static String fingerprint(String secret) {
    return secret.startsWith(MASK) ? secret.substring(MASK.length()) : "not base64";
  }
}
