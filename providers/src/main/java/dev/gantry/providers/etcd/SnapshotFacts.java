package dev.gantry.providers.etcd;

import dev.gantry.state.json.Json;
import dev.gantry.state.json.MalformedJsonException;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * What {@code etcdutl snapshot status} says of a snapshot.
 *
 * @param hash of all keys and values, CRC-32 in hex as etcdutl prints it
 * @param revision of the newest write in it
 * @param keys how many revisions of keys it holds
 */
public record SnapshotFacts(String hash, long revision, long keys) {

  /** Reads its JSON; empty for anything else. */
  static Optional<SnapshotFacts> parse(String text) {
    try {
      JsonNode status = Json.parse(text);
      return status.path("hash").isIntegralNumber() && status.path("revision").isIntegralNumber()
          ? Optional.of(
              new SnapshotFacts(
                  Long.toHexString(status.path("hash").asLong()),
                  status.path("revision").asLong(),
                  status.path("totalKey").asLong(0)))
          : Optional.empty();
    } catch (MalformedJsonException _) {
      return Optional.empty();
    }
  }
}
