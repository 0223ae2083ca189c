package dev.gantry.state.journal;

import dev.gantry.resources.diagnostic.Diagnostic;
import dev.gantry.resources.diagnostic.DiagnosticException;
import dev.gantry.state.JournalEntry;
import dev.gantry.state.State;
import dev.gantry.state.file.EncryptionJson;
import dev.gantry.state.json.JsonObject;
import dev.gantry.state.json.MalformedJsonException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * A journal as read: which state it continues, and the entries since.
 *
 * <p>The first line names the state; every other line holds the entries of one write and fsync.
 * Nothing is acknowledged before its line is whole on disk, so a last line that is not whole was
 * never promised to anyone and is left out. Any other line that is not whole is damage.
 *
 * @param base empty when not even the first line is whole: then there are no entries
 */
public record Journal(Optional<Base> base, List<JournalEntry> entries) {
  /** The state that a journal continues: the file as it was when the journal began. */
  public record Base(String lineage, long serial) {}

  private static final long VERSION = 1;

  public Journal {
    entries = List.copyOf(entries);
  }

  /** A journal that is not there. */
  public static Journal none() {
    return new Journal(Optional.empty(), List.of());
  }

  /**
   * Reads a journal's bytes.
   *
   * @param file its path, for error messages
   * @throws DiagnosticException when a line before the last is damaged, or a newer Gantry wrote it
   */
  public static Journal read(byte[] bytes, String file) {
    String[] lines = new String(bytes, StandardCharsets.UTF_8).split("\n", -1);
    int count = lines[lines.length - 1].isEmpty() ? lines.length - 1 : lines.length;
    Optional<Base> base = Optional.empty();
    List<JournalEntry> entries = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      boolean last = i == count - 1;
      try {
        Optional<JsonNode> body = JournalLine.parse(lines[i]);
        if (body.isEmpty() && last) {
          break;
        }
        JsonNode whole = body.orElseThrow(() -> new MalformedJsonException("it is not whole"));
        if (i == 0) {
          base = Optional.of(base(whole, file));
        } else {
          addEntries(whole, entries, file);
        }
      } catch (MalformedJsonException e) {
        throw new DiagnosticException(damaged(file, i + 1, e.what()));
      }
    }
    return new Journal(base, entries);
  }

  /** The first line of a journal that continues a state. */
  static String firstLine(State state) {
    return JournalLine.of(
        JsonNodeFactory.instance
            .objectNode()
            .put("journal", VERSION)
            .put("lineage", state.lineage())
            .put("serial", state.serial()));
  }

  /** The line of entries that are written together. */
  static String line(List<JournalEntry> entries) {
    ArrayNode body = JsonNodeFactory.instance.arrayNode();
    entries.forEach(entry -> body.add(EntryJson.toJson(entry)));
    return JournalLine.of(body);
  }

  private static Base base(JsonNode body, String file) {
    JsonObject json = JsonObject.of(body, "");
    if (json.count("journal") > VERSION) {
      throw new DiagnosticException(newer(file));
    }
    json.allow("journal", "lineage", "serial");
    return new Base(json.text("lineage"), json.count("serial"));
  }

  private static void addEntries(JsonNode body, List<JournalEntry> entries, String file) {
    for (JsonNode item : body.values()) {
      JsonObject entry = JsonObject.of(item, "entry");
      if (entry.find("encryption").isPresent()
          && EncryptionJson.isNewer(entry.object("encryption"))) {
        throw new DiagnosticException(newer(file));
      }
      entries.add(EntryJson.fromJson(entry));
    }
  }

  private static Diagnostic damaged(String file, int line, String what) {
    return Diagnostic.error(
        "journal-damaged",
        "The state's journal is damaged",
        file
            + ", line "
            + line
            + ": "
            + what
            + ".\nA cut-off run leaves at most its last line unfinished; this is something else, and"
            + " what follows cannot be trusted. Nothing was changed. Restore the file from a copy,"
            + " or move it away: Gantry then starts from the state file alone, and the next plan"
            + " shows what the machines say.");
  }

  private static Diagnostic newer(String file) {
    return Diagnostic.error(
        "journal-newer",
        "The state's journal was written by a newer Gantry",
        file + " is of a later format. Nothing was changed. Use that Gantry to finish its run.");
  }
}
