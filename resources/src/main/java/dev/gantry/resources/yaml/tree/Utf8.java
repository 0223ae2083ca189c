package dev.gantry.resources.yaml.tree;

import dev.gantry.resources.diagnostic.Diagnostic;
import dev.gantry.resources.diagnostic.Findings;
import dev.gantry.resources.diagnostic.Quote;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Makes text of a file's bytes, and refuses what is no text that a person would write. */
final class Utf8 {
  private Utf8() {}

  /** The text; empty, with a problem found, when the bytes are not UTF-8 or hold control bytes. */
  static Optional<String> decode(String name, byte[] bytes, Findings findings) {
    CharsetDecoder decoder =
        StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);
    CharBuffer chars = CharBuffer.allocate(bytes.length + 1);
    CoderResult end = decoder.decode(ByteBuffer.wrap(bytes), chars, true);
    String text = chars.flip().toString();
    text = text.startsWith("\uFEFF") ? text.substring(1) : text;
    int control = control(text);
    if (control >= 0) {
      findings.add(
          problem(name, text, control, "a character that does not show")
              .at(place(name, text, control).range()));
      return Optional.empty();
    }
    if (end.isError()) {
      findings.add(
          problem(name, text, text.length(), "a byte that is not UTF-8")
              .at(place(name, text + "\uFFFD", text.length()).range()));
      return Optional.empty();
    }
    return Optional.of(text);
  }

  /** The position of the first character that may not stand in a file, or -1. */
  private static int control(String text) {
    for (int i = 0; i < text.length(); i += Character.charCount(text.codePointAt(i))) {
      int point = text.codePointAt(i);
      boolean layout = point == '\n' || point == '\r' || point == '\t';
      if (!layout && !Quote.isHarmless(point)) {
        return i;
      }
    }
    return -1;
  }

  private static Diagnostic problem(String name, String text, int at, String what) {
    String hint =
        text.indexOf('\0') >= 0 || at == 0
            ? " It looks like a binary file, or like another encoding."
            : "";
    return Diagnostic.error(
        "not-text",
        "The file " + name + " is not text",
        "Here is " + what + "." + hint + " Save the file as UTF-8 text.");
  }

  private static Place place(String name, String text, int at) {
    SourceFile file = SourceFile.of(name, text);
    int line = SourceFile.of(name, text.substring(0, at)).lines().size();
    int start = Math.max(text.lastIndexOf('\n', at - 1), text.lastIndexOf('\r', at - 1)) + 1;
    return new Place(file, line, text.codePointCount(start, at) + 1, 1);
  }
}
