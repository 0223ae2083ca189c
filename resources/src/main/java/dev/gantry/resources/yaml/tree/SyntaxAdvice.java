package dev.gantry.resources.yaml.tree;

import dev.gantry.resources.diagnostic.Diagnostic;
import java.util.Locale;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;

/** Says what is wrong with YAML in words that help; the library's own speak of its tokens. */
final class SyntaxAdvice {
  private SyntaxAdvice() {}

  static Diagnostic of(MarkedYAMLException broken, SourceFile file) {
    Mark mark = mark(broken, file);
    Place place = new Place(file, mark.getLine() + 1, mark.getColumn() + 1, 1);
    String problem = String.valueOf(broken.getProblem()).toLowerCase(Locale.ROOT);
    return Diagnostic.error("yaml-syntax", "Invalid YAML", advice(problem, place, opened(broken)))
        .at(place.range());
  }

  /** What is left open is better seen where it begins than at the end of the file. */
  private static Mark mark(MarkedYAMLException broken, SourceFile file) {
    Mark problem = broken.getProblemMark();
    Mark context = broken.getContextMark();
    if (problem == null) {
      return context;
    }
    boolean atEnd = problem.getLine() + 1 >= file.lines().size();
    boolean nothingThere = file.line(problem.getLine() + 1).isBlank();
    return atEnd && nothingThere && context != null ? context : problem;
  }

  private static String advice(String problem, Place place, String opened) {
    String line = place.file().line(place.line());
    if (line.substring(0, indent(line)).contains("\t") || problem.contains("'\\t'")) {
      return "A tab stands here. YAML is indented with spaces only.";
    }
    if (line.contains("${") && (line.contains("[") || line.contains("{ "))) {
      return "Inside [ ] and { }, a value with ${…} must stand in quotes.";
    }
    if (problem.contains("mapping values are not allowed")) {
      return "A colon is not expected here. Put text that holds \": \" in quotes, and check the"
          + " indentation of this line and the one above.";
    }
    if (problem.contains("could not find expected ':'")) {
      return "A field needs a colon and a space after its name, as in \"name: value\".";
    }
    if (problem.contains("stream end") || problem.contains("end of stream")) {
      return "The file ends before something is closed: a quote, a bracket or a brace." + opened;
    }
    if (problem.contains("expected <block end>") || problem.contains("did not find expected")) {
      return "This does not belong to what is above it. Check its indentation.";
    }
    if (problem.contains("expected ',' or")) {
      return "A comma or the closing bracket is expected here." + opened;
    }
    if (problem.contains("cannot start any token") || problem.contains("unexpected character")) {
      return "A value cannot begin with this character. Put it in quotes.";
    }
    return "The YAML parser says: " + problem + "." + opened;
  }

  private static String opened(MarkedYAMLException broken) {
    Mark context = broken.getContextMark();
    return context == null || broken.getProblemMark() == null
        ? ""
        : " It began at line " + (context.getLine() + 1) + ".";
  }

  private static int indent(String line) {
    int at = 0;
    while (at < line.length() && Character.isWhitespace(line.charAt(at))) {
      at++;
    }
    return at;
  }
}
