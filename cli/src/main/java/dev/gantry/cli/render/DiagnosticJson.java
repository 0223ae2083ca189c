package dev.gantry.cli.render;

import dev.gantry.resources.diagnostic.Diagnostic;
import dev.gantry.resources.diagnostic.SourceRange;
import java.util.List;
import java.util.Locale;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Problems as JSON, in the fields of {@code terraform validate -json}. */
public final class DiagnosticJson {
  private DiagnosticJson() {}

  /** One problem; {@code code}, {@code address} and {@code host} are ours. */
  public static ObjectNode of(Diagnostic diagnostic) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("severity", diagnostic.severity().name().toLowerCase(Locale.ROOT));
    json.put("code", diagnostic.code());
    json.put("summary", diagnostic.summary());
    json.put("detail", diagnostic.detail());
    diagnostic.where().address().ifPresent(it -> json.put("address", it.toString()));
    diagnostic.where().host().ifPresent(it -> json.put("host", it));
    diagnostic.where().source().ifPresent(it -> range(json, it));
    return json;
  }

  /** What {@code validate} says: whether all is well, and everything that was found. */
  public static ObjectNode validation(List<Diagnostic> diagnostics) {
    long errors = diagnostics.stream().filter(Diagnostic::isError).count();
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("format_version", "1.0");
    json.put("valid", errors == 0);
    json.put("error_count", errors);
    json.put("warning_count", diagnostics.size() - errors);
    ArrayNode list = json.putArray("diagnostics");
    diagnostics.forEach(diagnostic -> list.add(of(diagnostic)));
    return json;
  }

  private static void range(ObjectNode json, SourceRange at) {
    ObjectNode range = json.putObject("range");
    range.put("filename", at.file());
    range.putObject("start").put("line", at.line()).put("column", at.column());
    range.putObject("end").put("line", at.line()).put("column", at.column() + at.length());
    ObjectNode snippet = json.putObject("snippet");
    snippet.putNull("context").put("code", at.snippet()).put("start_line", at.line());
    int start = Math.min(at.column() - 1, at.snippet().length());
    snippet.put("highlight_start_offset", start);
    snippet.put("highlight_end_offset", Math.min(start + at.length(), at.snippet().length()));
  }
}
