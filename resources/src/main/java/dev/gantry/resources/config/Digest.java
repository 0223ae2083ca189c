package dev.gantry.resources.config;

import dev.gantry.resources.address.ResourceAddress;
import dev.gantry.resources.value.CanonicalJson;
import dev.gantry.resources.value.Value;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.SortedMap;
import java.util.TreeMap;

/** The fingerprint of a configuration, by which a saved plan knows the one that it was made of. */
final class Digest {
  private Digest() {}

  /** SHA-256 over the canonical JSON of every resource: what it wants and what it waits for. */
  static String of(SortedMap<ResourceAddress, Desired> resources) {
    MessageDigest sha256 = sha256();
    for (Desired desired : resources.values()) {
      sha256.update(CanonicalJson.compact(tree(desired)).getBytes(StandardCharsets.UTF_8));
      sha256.update((byte) '\n');
    }
    return HexFormat.of().formatHex(sha256.digest());
  }

  private static Value tree(Desired desired) {
    SortedMap<String, String> references = new TreeMap<>();
    desired.references().forEach((path, text) -> references.put(path.toString(), text));
    return Value.Fields.empty()
        .with("address", Value.of(desired.address().toString()))
        .with("spec", desired.spec())
        .with(
            "dependencies",
            Value.ofTexts(desired.dependencies().stream().map(Object::toString).toList()))
        .with("references", Value.ofTexts(references));
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every Java platform has SHA-256", impossible);
    }
  }
}
