package dev.gantry.cli.render;

import dev.gantry.engine.plan.AttributeDiff;
import dev.gantry.engine.plan.Plan;
import dev.gantry.resources.address.ResourceAddress;
import dev.gantry.state.value.ValueJson;
import java.util.List;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Parts of a plan as JSON for programs; the plan as a whole is the plan file. */
public final class PlanJson {
  private PlanJson() {}

  /**
   * What {@code drift --json} prints: what differs, attribute by attribute, and what is unknown.
   */
  public static ObjectNode drift(Plan plan) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("format_version", "1.0");
    json.put("in_sync", plan.drift().isEmpty() && plan.blocked().isEmpty());
    ArrayNode drift = json.putArray("resource_drift");
    for (Plan.Drift one : plan.drift()) {
      ObjectNode item = resource(drift.addObject(), one.address());
      item.putArray("actions").add(one.gone() ? "delete" : "update");
      diffs(item.putArray("attributes"), one.diffs());
    }
    ArrayNode unknown = json.putArray("unknown");
    for (Plan.Blocked one : plan.blocked()) {
      resource(unknown.addObject(), one.address()).set("reason", DiagnosticJson.of(one.reason()));
    }
    return json;
  }

  /** The numbers of a plan or of a run, as in Terraform's {@code change_summary}. */
  public static ObjectNode counts(ChangeCounts counts, String operation) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("add", counts.add())
        .put("change", counts.change())
        .put("import", counts.adopt())
        .put("remove", counts.destroy())
        .put("forget", counts.forget())
        .put("operation", operation);
  }

  private static ObjectNode resource(ObjectNode json, ResourceAddress address) {
    return json.put("address", address.toString())
        .put("type", address.kind())
        .put("name", address.name());
  }

  private static void diffs(ArrayNode array, List<AttributeDiff> diffs) {
    for (AttributeDiff diff : diffs) {
      ObjectNode item = array.addObject().put("path", diff.path().toString());
      diff.before().ifPresent(value -> item.set("before", ValueJson.shown(value)));
      diff.after().ifPresent(value -> item.set("after", ValueJson.shown(value)));
    }
  }
}
