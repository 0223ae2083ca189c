package dev.gantry.providers.encryption;

import dev.gantry.resources.value.Value;
import dev.gantry.resources.yaml.YamlValues;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * An {@code EncryptionConfiguration} (apiserver.config.k8s.io/v1) without its keys: of each there
 * is only a fingerprint. Of the groups, the first that names a resource is the one that counts.
 */
public record EncryptionConfig(List<Group> groups) {
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

  /** Reads the file; empty where it is none. */
  public static Optional<EncryptionConfig> parse(String text) {
    return YamlValues.parse(text)
        .filter(file -> file.text("kind").equals(Optional.of("EncryptionConfiguration")))
        .map(file -> new EncryptionConfig(items(file, "resources").map(EncryptionConfig::group)));
  }

  private static Group group(Value.Fields group) {
    List<String> resources = new ArrayList<>();
    if (group.find("resources").orElse(Value.Fields.empty()) instanceof Value.Many names) {
      names.items().forEach(name -> name.scalarText().ifPresent(resources::add));
    }
    List<Reader> readers = new ArrayList<>();
    for (Value.Fields provider : items(group, "providers").list()) {
      provider.entries().forEach((name, settings) -> readers.addAll(readers(name, settings)));
    }
    return new Group(resources, readers);
  }

  private static List<Reader> readers(String provider, Value settings) {
    if (!(settings instanceof Value.Fields fields)) {
      return List.of();
    }
    if (provider.equals("identity")) {
      return List.of(new Reader(StoredBy.IDENTITY, ""));
    }
    if (provider.equals("kms")) {
      return List.of(new Reader(new StoredBy(provider, fields.text("name").orElse("")), ""));
    }
    return items(fields, "keys")
        .map(
            key ->
                new Reader(
                    new StoredBy(provider, key.text("name").orElse("")),
                    key.text("secret").map(EncryptionConfig::fingerprint).orElse("")));
  }

  private static String fingerprint(String secret) {
    try {
      byte[] key = Base64.getDecoder().decode(secret.strip());
      byte[] sum = MessageDigest.getInstance("SHA-256").digest(key);
      return HexFormat.of().formatHex(sum, 0, 4);
    } catch (IllegalArgumentException _) {
      return "not base64";
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Items items(Value.Fields fields, String name) {
    List<Value.Fields> items = new ArrayList<>();
    if (fields.find(name).orElse(Value.Fields.empty()) instanceof Value.Many many) {
      for (Value item : many.items()) {
        if (item instanceof Value.Fields nested) {
          items.add(nested);
        }
      }
    }
    return new Items(items);
  }

  private record Items(List<Value.Fields> list) {
    <T> List<T> map(Function<Value.Fields, T> each) {
      return list.stream().map(each).toList();
    }
  }
}
