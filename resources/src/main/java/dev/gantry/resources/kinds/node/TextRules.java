package dev.gantry.resources.kinds.node;

import dev.gantry.resources.kind.Problems;
import dev.gantry.resources.kind.SpecReader;
import dev.gantry.resources.value.AttributePath;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Tells texts that have not the form that they need, and lists that name something twice. */
record TextRules(Problems problems) {

  /** Each text of a list has the form, and stands there once. */
  void each(AttributePath path, String what, List<String> texts, NodeSyntax syntax) {
    Set<String> before = new HashSet<>();
    for (int i = 0; i < texts.size(); i++) {
      syntax(path.index(i), what, texts.get(i), syntax);
      if (!before.add(texts.get(i))) {
        problems.error(
            path.index(i),
            "duplicate-item",
            "\"" + printable(texts.get(i)) + "\" stands here twice",
            "Remove one of the two.");
      }
    }
  }

  /** A text has the form; what only apply will tell is passed over. */
  void syntax(AttributePath path, String what, String text, NodeSyntax syntax) {
    if (!text.equals(SpecReader.PLACEHOLDER) && !syntax.accepts(text)) {
      problems.error(
          path, syntax.code(), "\"" + printable(text) + "\" is not a " + what, syntax.form());
    }
  }

  /** The text as it can be shown in one line, shortened. */
  static String printable(String text) {
    String line =
        text.codePoints()
            .limit(80)
            .collect(
                StringBuilder::new,
                (out, point) ->
                    out.appendCodePoint(Character.isISOControl(point) ? '\uFFFD' : point),
                StringBuilder::append)
            .toString();
    return text.codePointCount(0, text.length()) > 80 ? line + "…" : line;
  }
}
