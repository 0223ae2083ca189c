package dev.gantry.state.file;

import dev.gantry.resources.address.ResourceAddress;
import dev.gantry.resources.diagnostic.Diagnostic;
import dev.gantry.resources.diagnostic.DiagnosticException;
import dev.gantry.state.Encryption;
import dev.gantry.state.Recorded;
import dev.gantry.state.State;
import dev.gantry.state.json.Json;
import dev.gantry.state.json.JsonObject;
import dev.gantry.state.json.MalformedJsonException;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * The text of a state file: JSON, resources sorted by address, equal states in equal bytes.
 *
 * <p>There is no checksum on purpose. The file lives in git, where people merge it by hand; a file
 * that was cut or garbled no longer parses or no longer has this shape, and is refused for that.
 */
public final class StateFormat {
  /** The version written, and the newest that is read. Older ones are upgraded while reading. */
  public static final long VERSION = 1;

  private StateFormat() {}

  /**
   * The file's text.
   *
   * @param gantryVersion who writes it, for people to see
   */
  public static String write(State state, String gantryVersion) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("version", VERSION);
    json.put("lineage", state.lineage());
    json.put("serial", state.serial());
    json.put("gantryVersion", gantryVersion);
    state
        .encryption()
        .ifPresent(encryption -> json.set("encryption", EncryptionJson.toJson(encryption)));
    ArrayNode resources = json.putArray("resources");
    state.resources().values().forEach(recorded -> resources.add(RecordedJson.toJson(recorded)));
    return Json.pretty(json);
  }

  /**
   * The state of a file's text.
   *
   * @param file its path, for error messages
   * @throws DiagnosticException when it is empty, cut, damaged or of a newer version
   */
  public static State read(String text, String file) {
    try {
      JsonObject json = JsonObject.of(Json.parse(text), "");
      long version = json.count("version");
      if (version > VERSION) {
        throw new DiagnosticException(
            newer(file, "has format version " + version, json.text("gantryVersion")));
      }
      if (json.find("encryption").isPresent()
          && EncryptionJson.isNewer(json.object("encryption"))) {
        throw new DiagnosticException(
            newer(file, "has its secrets sealed in a later way", json.text("gantryVersion")));
      }
      return state(upgraded(json, version));
    } catch (MalformedJsonException e) {
      throw new DiagnosticException(damaged(file, e.what()));
    }
  }

  /**
   * Brings an older document to the shape of {@link #VERSION}, one version after the other. The
   * first version has none before it; the next one adds its step here.
   */
  private static JsonObject upgraded(JsonObject json, long version) {
    if (version < 1) {
      throw new MalformedJsonException("version " + version + " was never a version");
    }
    return json;
  }

  private static State state(JsonObject json) {
    json.allow("version", "lineage", "serial", "gantryVersion", "encryption", "resources");
    SortedMap<ResourceAddress, Recorded> resources = new TreeMap<>();
    for (JsonObject item : json.objects("resources")) {
      Recorded recorded = RecordedJson.fromJson(item);
      if (resources.put(recorded.address(), recorded) != null) {
        throw new MalformedJsonException(recorded.address() + " is there twice");
      }
    }
    return new State(json.text("lineage"), json.count("serial"), resources, encryption(json));
  }

  private static Optional<Encryption> encryption(JsonObject json) {
    return json.find("encryption").isPresent()
        ? Optional.of(EncryptionJson.fromJson(json.object("encryption")))
        : Optional.empty();
  }

  private static Diagnostic newer(String file, String what, String gantryVersion) {
    return Diagnostic.error(
        "state-newer",
        "The state was written by a newer Gantry",
        file
            + " "
            + what
            + " (written by Gantry "
            + gantryVersion
            + "); this Gantry reads up to version "
            + VERSION
            + ". Nothing was changed. Use that Gantry or a later one.");
  }

  private static Diagnostic damaged(String file, String what) {
    return Diagnostic.error(
        "state-damaged",
        "The state file cannot be read",
        file
            + ": "
            + what
            + ".\nNothing was changed. Restore the file from version control, or from "
            + file
            + ".backup beside it, which is the one before the last write; then plan again.");
  }
}
