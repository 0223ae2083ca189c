package dev.gantry.state.file;

import dev.gantry.resources.value.Value;
import dev.gantry.state.Encryption;
import dev.gantry.state.Encryption.Recipient;
import dev.gantry.state.json.JsonObject;
import dev.gantry.state.json.MalformedJsonException;
import dev.gantry.state.value.ValueJson;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Who may open a state's secrets, in JSON: a part of the state file, and of a journal's line. */
public final class EncryptionJson {
  /** The version written, and the only one that is read. */
  private static final long VERSION = 1;

  private static final Pattern DATA_KEY = Pattern.compile("[0-9a-f]{16}");
  private static final Pattern BASE64 = Pattern.compile("[A-Za-z0-9+/]+={0,2}");

  private EncryptionJson() {}

  /** The JSON object. */
  public static ObjectNode toJson(Encryption encryption) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("version", VERSION);
    json.put("dataKey", encryption.dataKey());
    ArrayNode recipients = json.putArray("recipients");
    for (Recipient recipient : encryption.recipients()) {
      ObjectNode entry = recipients.addObject();
      entry.put("type", text(recipient.type()));
      entry.put("id", recipient.id());
      entry.put("wrapped", recipient.wrapped());
      if (!recipient.params().entries().isEmpty()) {
        entry.set("params", ValueJson.toJson(recipient.params()));
      }
    }
    return json;
  }

  /** Whether a later Gantry wrote it: then nothing more of it can be told. */
  public static boolean isNewer(JsonObject json) {
    return json.count("version") > VERSION;
  }

  /**
   * What a JSON object stands for.
   *
   * @throws MalformedJsonException when it has another shape
   */
  public static Encryption fromJson(JsonObject json) {
    json.allow("version", "dataKey", "recipients");
    if (json.count("version") != VERSION) {
      throw new MalformedJsonException(json.pathOf("version") + " is no version that there was");
    }
    List<Recipient> recipients = new ArrayList<>();
    Set<String> ids = new HashSet<>();
    for (JsonObject entry : json.objects("recipients")) {
      Recipient recipient = recipient(entry);
      if (!ids.add(recipient.id())) {
        throw new MalformedJsonException(entry.pathOf("id") + " is there twice");
      }
      recipients.add(recipient);
    }
    if (recipients.isEmpty()) {
      throw new MalformedJsonException(json.pathOf("recipients") + " is empty");
    }
    return new Encryption(
        json.parsed("dataKey", text -> matching(DATA_KEY, text), "16 lower case hex digits"),
        recipients);
  }

  /** As the file has it: {@code keyfile}. */
  public static String text(Encryption.Type type) {
    return switch (type) {
      case X25519 -> "x25519";
      case KEY_FILE -> "keyfile";
      case PASSPHRASE -> "passphrase";
    };
  }

  private static Recipient recipient(JsonObject json) {
    json.allow("type", "id", "wrapped", "params");
    return new Recipient(
        json.parsed("type", EncryptionJson::type, "x25519, keyfile or passphrase"),
        json.text("id"),
        json.parsed("wrapped", text -> matching(BASE64, text), "base64"),
        json.find("params").isPresent()
            ? ValueJson.fieldsFromJson(json.any("params"), json.pathOf("params"))
            : Value.Fields.empty());
  }

  private static Optional<Encryption.Type> type(String text) {
    for (Encryption.Type type : Encryption.Type.values()) {
      if (text(type).equals(text)) {
        return Optional.of(type);
      }
    }
    return Optional.empty();
  }

  private static Optional<String> matching(Pattern pattern, String text) {
    return pattern.matcher(text).matches() ? Optional.of(text) : Optional.empty();
  }
}
