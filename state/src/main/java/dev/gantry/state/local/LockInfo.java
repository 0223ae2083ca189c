package dev.gantry.state.local;

import dev.gantry.state.json.Json;
import dev.gantry.state.json.JsonObject;
import dev.gantry.state.json.MalformedJsonException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * Who holds a lock; the lock file's content, with Terraform's field names.
 *
 * @param id a UUID, which {@code force-unlock} asks for
 * @param who {@code user@host}
 */
record LockInfo(
    String id, String operation, String who, long pid, String version, Instant created) {

  static LockInfo ofThisProcess(String id, String operation, String version, Instant now) {
    return new LockInfo(
        id,
        operation,
        System.getProperty("user.name", "unknown") + "@" + hostname(),
        ProcessHandle.current().pid(),
        version,
        now);
  }

  /** The holder that a lock file names; empty when it names none yet. */
  static Optional<LockInfo> read(Path file) throws IOException {
    Optional<byte[]> bytes = WholeFile.read(file);
    if (bytes.isEmpty()) {
      return Optional.empty();
    }
    try {
      String text = new String(bytes.get(), StandardCharsets.UTF_8);
      JsonObject json = JsonObject.of(Json.parse(text), "");
      return Optional.of(
          new LockInfo(
              json.text("ID"),
              json.text("Operation"),
              json.text("Who"),
              json.count("Pid"),
              json.text("Version"),
              json.time("Created")));
    } catch (MalformedJsonException _) {
      return Optional.empty();
    }
  }

  String json(Path state) {
    return Json.pretty(
        JsonNodeFactory.instance
            .objectNode()
            .put("ID", id)
            .put("Operation", operation)
            .put("Who", who)
            .put("Pid", pid)
            .put("Version", version)
            .put("Created", created.toString())
            .put("Path", state.toString()));
  }

  /** One line a field, for an error message. */
  String described() {
    return "  ID:        "
        + id
        + "\n  Operation: "
        + operation
        + "\n  Who:       "
        + who
        + "\n  Process:   "
        + pid
        + "\n  Since:     "
        + created;
  }

  /** Without asking DNS, which may take seconds. */
  private static String hostname() {
    try {
      return Files.readString(Path.of("/proc/sys/kernel/hostname")).strip();
    } catch (IOException _) {
      return Optional.ofNullable(System.getenv("HOSTNAME")).orElse("localhost");
    }
  }
}
