package dev.gantry.state.journal;

import dev.gantry.state.json.Json;
import dev.gantry.state.json.MalformedJsonException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.zip.CRC32C;
import tools.jackson.databind.JsonNode;

/**
 * One line: {@code {"crc":"0123abcd","body":…}} with the CRC-32C of the body's bytes, so that a
 * line whose middle never reached the disk is not taken for a whole one.
 */
final class JournalLine {
  private static final String BEFORE_CRC = "{\"crc\":\"";
  private static final String AFTER_CRC = "\",\"body\":";
  private static final String END = "}";
  private static final int BODY_AT = BEFORE_CRC.length() + 8 + AFTER_CRC.length();

  private JournalLine() {}

  /** The line with its line break. */
  static String of(JsonNode body) {
    String text = Json.compact(body);
    return BEFORE_CRC + crc(text) + AFTER_CRC + text + END + "\n";
  }

  /**
   * The body of a line without its line break; empty when the line is not whole.
   *
   * @throws MalformedJsonException when a whole line holds no JSON
   */
  static Optional<JsonNode> parse(String line) {
    if (line.length() <= BODY_AT || !line.endsWith(END)) {
      return Optional.empty();
    }
    String body = line.substring(BODY_AT, line.length() - END.length());
    String expected = BEFORE_CRC + crc(body) + AFTER_CRC;
    return line.startsWith(expected) ? Optional.of(Json.parse(body)) : Optional.empty();
  }

  private static String crc(String text) {
    CRC32C crc = new CRC32C();
    crc.update(text.getBytes(StandardCharsets.UTF_8));
    return String.format("%08x", crc.getValue());
  }
}
