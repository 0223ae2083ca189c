package dev.gantry.providers.encryptionkey;

import dev.gantry.providers.kubeadm.EncryptionWiring;
import dev.gantry.resources.value.CanonicalJson;
import dev.gantry.resources.value.Value;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * An {@code EncryptionConfiguration} (apiserver.config.k8s.io/v1) with its keys. It is JSON, which
 * is YAML, and the same keys give the same bytes. Its text is a secret and never shown.
 *
 * <p>Where it is on a control plane: in a folder of its own, since a file that is mounted by itself
 * is not seen to change; {@link #LINK} is where people look for it.
 */
final class KeyFile {
  static final String PATH = EncryptionWiring.FILE;
  static final String LINK = "/etc/kubernetes/encryption-provider.conf";

  /** Every key that is kept, for recovery; no API server reads it. */
  static final String HISTORY = "/etc/kubernetes/encryption-provider-history.bak";

  /** Earlier versions of the file. */
  static final String VERSIONS = "/etc/kubernetes/encryption-provider-bak";

  private KeyFile() {}

  /**
   * The file of a ring's phase.
   *
   * @param secrets the bytes of keys by name: at least of those that the phase has
   */
  static String of(KeyRing ring, Map<String, byte[]> secrets) {
    return text(Rules.of(ring), ring, secrets);
  }

  /** The file that reads whatever any key of the ring wrote. */
  static String history(KeyRing ring, Map<String, byte[]> secrets) {
    List<String> writers = new ArrayList<>(ring.keys().keySet());
    writers.sort(
        (left, right) ->
            right.length() - left.length() != 0
                ? right.length() - left.length()
                : right.compareTo(left));
    writers.add(KeyRing.IDENTITY);
    List<String> resources = new ArrayList<>(ring.to().resources());
    ring.from().resources().stream()
        .filter(resource -> !resources.contains(resource))
        .forEach(resources::add);
    return text(List.of(new Rules.Group(resources, writers)), ring, secrets);
  }

  private static String text(List<Rules.Group> groups, KeyRing ring, Map<String, byte[]> secrets) {
    List<Value> resources = new ArrayList<>();
    for (Rules.Group group : groups) {
      List<Value> providers = new ArrayList<>();
      group.writers().forEach(writer -> providers.add(provider(writer, ring, secrets)));
      resources.add(
          Value.Fields.empty()
              .with("resources", Value.ofTexts(group.resources()))
              .with("providers", new Value.Many(providers)));
    }
    return CanonicalJson.compact(
            Value.Fields.empty()
                .with("apiVersion", Value.of("apiserver.config.k8s.io/v1"))
                .with("kind", Value.of("EncryptionConfiguration"))
                .with("resources", new Value.Many(resources)))
        + "\n";
  }

  private static Value provider(String writer, KeyRing ring, Map<String, byte[]> secrets) {
    byte[] secret = secrets.get(writer);
    if (writer.equals(KeyRing.IDENTITY)) {
      return Value.Fields.empty().with(KeyRing.IDENTITY, Value.Fields.empty());
    }
    if (secret == null) {
      throw new IllegalArgumentException("the bytes of " + writer + " are not there");
    }
    SortedMap<String, String> key = new TreeMap<>();
    key.put("name", writer);
    key.put("secret", Base64.getEncoder().encodeToString(secret));
    return Value.Fields.empty()
        .with(
            ring.provider(writer).orElseThrow(),
            Value.Fields.empty().with("keys", new Value.Many(List.of(Value.ofTexts(key)))));
  }
}
