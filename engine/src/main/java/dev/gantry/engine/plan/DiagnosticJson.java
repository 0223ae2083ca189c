package dev.gantry.engine.plan;

import dev.gantry.resources.diagnostic.Diagnostic;
import dev.gantry.resources.diagnostic.Severity;
import dev.gantry.resources.diagnostic.SourceRange;
import dev.gantry.state.json.JsonObject;
import java.util.Optional;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** One diagnostic inside a plan file. */
final class DiagnosticJson {
  private static final String ERROR = "error";
  private static final String WARNING = "warning";

  private DiagnosticJson() {}

  static ObjectNode toJson(Diagnostic diagnostic) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("severity", diagnostic.isError() ? ERROR : WARNING);
    json.put("code", diagnostic.code());
    json.put("summary", diagnostic.summary());
    json.put("detail", diagnostic.detail());
    diagnostic.where().address().ifPresent(address -> json.put("address", address.toString()));
    diagnostic.where().host().ifPresent(host -> json.put("host", host));
    diagnostic
        .where()
        .source()
        .ifPresent(
            source ->
                json.putObject("source")
                    .put("file", source.file())
                    .put("line", source.line())
                    .put("column", source.column())
                    .put("length", source.length())
                    .put("snippet", source.snippet()));
    return json;
  }

  static Diagnostic fromJson(JsonObject json) {
    return new Diagnostic(
        json.parsed("severity", DiagnosticJson::severity, "error or warning"),
        json.text("code"),
        json.text("summary"),
        json.text("detail"),
        new Diagnostic.Where(
            json.find("address").map(_ -> PlanFile.address(json)),
            json.find("source").map(_ -> source(json.object("source"))),
            json.find("host").map(_ -> json.text("host"))));
  }

  private static SourceRange source(JsonObject json) {
    return new SourceRange(
        json.text("file"),
        Math.toIntExact(json.count("line")),
        Math.toIntExact(json.count("column")),
        Math.toIntExact(json.count("length")),
        json.text("snippet"));
  }

  private static Optional<Severity> severity(String text) {
    return switch (text) {
      case ERROR -> Optional.of(Severity.ERROR);
      case WARNING -> Optional.of(Severity.WARNING);
      default -> Optional.empty();
    };
  }
}
