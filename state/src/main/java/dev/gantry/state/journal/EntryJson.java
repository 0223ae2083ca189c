package dev.gantry.state.journal;

import dev.gantry.resources.address.ResourceAddress;
import dev.gantry.state.JournalEntry;
import dev.gantry.state.file.EncryptionJson;
import dev.gantry.state.file.RecordedJson;
import dev.gantry.state.json.JsonObject;
import dev.gantry.state.json.MalformedJsonException;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** One journal entry in JSON; {@code entry} names its type. */
final class EntryJson {
  private EntryJson() {}

  static ObjectNode toJson(JournalEntry entry) {
    return switch (entry) {
      case JournalEntry.RunStarted it ->
          typed("run-started")
              .put("run", it.run())
              .put("operation", it.operation())
              .put("lineage", it.lineage())
              .put("serial", it.serial())
              .put("at", it.at().toString());
      case JournalEntry.StepStarted it ->
          typed("step-started")
              .put("address", it.address().toString())
              .put("action", it.action())
              .put("step", it.step())
              .put("at", it.at().toString());
      case JournalEntry.StepEnded it ->
          typed("step-ended")
              .put("address", it.address().toString())
              .put("step", it.step())
              .put("done", it.done())
              .put("at", it.at().toString());
      case JournalEntry.ResourceRecorded it -> {
        ObjectNode json = typed("resource-recorded");
        json.set("resource", RecordedJson.toJson(it.recorded()));
        yield json;
      }
      case JournalEntry.ResourceRemoved it ->
          typed("resource-removed").put("address", it.address().toString());
      case JournalEntry.EncryptionRecorded it -> {
        ObjectNode json = typed("encryption-recorded");
        json.set("encryption", EncryptionJson.toJson(it.encryption()));
        yield json;
      }
      case JournalEntry.RunEnded it ->
          typed("run-ended").put("run", it.run()).put("at", it.at().toString());
    };
  }

  /**
   * @throws MalformedJsonException when it has another shape
   */
  static JournalEntry fromJson(JsonObject json) {
    String type = json.text("entry");
    return switch (type) {
      case "run-started" -> runStarted(json);
      case "step-started" -> {
        json.allow("entry", "address", "action", "step", "at");
        yield new JournalEntry.StepStarted(
            address(json), json.text("action"), json.text("step"), json.time("at"));
      }
      case "step-ended" -> {
        json.allow("entry", "address", "step", "done", "at");
        yield new JournalEntry.StepEnded(
            address(json), json.text("step"), json.flag("done"), json.time("at"));
      }
      case "resource-recorded" -> {
        json.allow("entry", "resource");
        yield new JournalEntry.ResourceRecorded(RecordedJson.fromJson(json.object("resource")));
      }
      case "resource-removed" -> {
        json.allow("entry", "address");
        yield new JournalEntry.ResourceRemoved(address(json));
      }
      case "encryption-recorded" -> {
        json.allow("entry", "encryption");
        yield new JournalEntry.EncryptionRecorded(
            EncryptionJson.fromJson(json.object("encryption")));
      }
      case "run-ended" -> {
        json.allow("entry", "run", "at");
        yield new JournalEntry.RunEnded(json.text("run"), json.time("at"));
      }
      default -> throw new MalformedJsonException("there is no entry \"" + type + "\"");
    };
  }

  private static JournalEntry runStarted(JsonObject json) {
    json.allow("entry", "run", "operation", "lineage", "serial", "at");
    return new JournalEntry.RunStarted(
        json.text("run"),
        json.text("operation"),
        json.text("lineage"),
        json.count("serial"),
        json.time("at"));
  }

  private static ResourceAddress address(JsonObject json) {
    return json.parsed("address", ResourceAddress::parse, "an address such as Node/cp-1");
  }

  private static ObjectNode typed(String type) {
    return JsonNodeFactory.instance.objectNode().put("entry", type);
  }
}
