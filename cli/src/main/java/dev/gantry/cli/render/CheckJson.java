package dev.gantry.cli.render;

import dev.gantry.providers.check.CheckReport;
import dev.gantry.providers.check.Finding;
import dev.gantry.providers.check.Level;
import java.util.Locale;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Findings for programs; {@code format_version} changes when a field changes its meaning. */
public final class CheckJson {
  private CheckJson() {}

  /** The whole report: numbers, machines and findings, worst first. */
  public static ObjectNode of(CheckReport report) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("format_version", "1.0");
    json.put("passed", report.passed());
    json.putObject("summary")
        .put("hosts", report.checked().size() + report.unknown().size())
        .put("errors", report.count(Level.ERROR))
        .put("warnings", report.count(Level.WARNING))
        .put("infos", report.count(Level.INFO))
        .put("waived", report.waived())
        .put("unknown", report.unknown().size());
    ArrayNode checked = json.putArray("checked");
    report.checked().forEach(host -> checked.add(host.value()));
    ArrayNode unknown = json.putArray("unknown");
    report
        .unknown()
        .forEach(
            (host, reason) ->
                unknown
                    .addObject()
                    .put("host", host.value())
                    .set("reason", DiagnosticJson.of(reason)));
    ArrayNode findings = json.putArray("findings");
    report.findings().forEach(finding -> findings.add(finding(finding)));
    return json;
  }

  private static ObjectNode finding(Finding finding) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("check", finding.check().text());
    json.put("severity", finding.level().name().toLowerCase(Locale.ROOT));
    json.put("host", finding.host().value());
    json.put("found", finding.found());
    json.put("mend", finding.mend());
    finding.waived().ifPresent(reason -> json.putObject("waived").put("reason", reason));
    return json;
  }
}
