package dev.gantry.state.crypto;

import dev.gantry.resources.value.Value;
import dev.gantry.state.Vault;
import java.util.HexFormat;
import java.util.Optional;

/** The one key that a state's secrets are sealed by. Immutable; nothing of it is ever shown. */
final class DataKey {
  private static final String VERSION = "v1:";
  private static final int ID = 8;

  private final String id;
  private final byte[] key;

  /**
   * @param id as {@link dev.gantry.state.Encryption#dataKey}
   */
  DataKey(String id, byte[] key) {
    this.id = id;
    this.key = key;
  }

  static DataKey generate() {
    return new DataKey(HexFormat.of().formatHex(Aes.random(ID)), Aes.random(Aes.KEY));
  }

  String id() {
    return id;
  }

  byte[] key() {
    return key;
  }

  /** Seals a secret for one place in the state of that lineage. */
  Value.Sealed seal(String lineage, Vault.Place place, byte[] secret) {
    byte[] sealed = Aes.seal(key, Bound.toPlace(lineage, place), secret);
    return new Value.Sealed(VERSION + Text.of(sealed));
  }

  /** The secret; empty when it was sealed by another key or for another place, or was altered. */
  Optional<byte[]> open(String lineage, Vault.Place place, Value.Sealed what) {
    return bytes(what.text())
        .flatMap(message -> Aes.open(key, Bound.toPlace(lineage, place), message));
  }

  private static Optional<byte[]> bytes(String text) {
    return text.startsWith(VERSION)
        ? Text.bytes(text.substring(VERSION.length()))
        : Optional.empty();
  }
}
