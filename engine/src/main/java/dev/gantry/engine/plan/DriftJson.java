package dev.gantry.engine.plan;

import dev.gantry.resources.value.AttributePath;
import dev.gantry.resources.value.Value;
import dev.gantry.state.json.JsonObject;
import dev.gantry.state.value.ValueJson;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/** One entry of {@code resource_drift}. */
final class DriftJson {
  private DriftJson() {}

  static ObjectNode toJson(Plan.Drift drift) {
    ObjectNode json = ChangeJson.head(drift.address());
    ObjectNode change = json.putObject("change");
    change.putArray("actions").add(drift.gone() ? "delete" : "update");
    change.set("before", ValueJson.shown(drift.recorded()));
    if (drift.gone()) {
      change.putNull("after");
    } else {
      change.set("after", ValueJson.shown(now(drift)));
    }
    ObjectNode own = json.putObject("gantry");
    own.set("diffs", DiffJson.toJson(drift.diffs()));
    if (drift.recorded().holdsSecret()) {
      change.set("before_sensitive", TerraformJson.sensitive(drift.recorded()));
      own.set("before", ValueJson.toJson(drift.recorded()));
    }
    return json;
  }

  static Plan.Drift fromJson(JsonObject json) {
    JsonObject change = json.object("change");
    return new Plan.Drift(
        PlanFile.address(json),
        change.texts("actions").equals(List.of("delete")),
        ChangeJson.before(json.object("gantry"), change),
        DiffJson.fromJson(json.object("gantry")));
  }

  /** What was recorded, with the differences that count. */
  private static Value now(Plan.Drift drift) {
    Value now = drift.recorded();
    for (AttributeDiff diff : drift.diffs()) {
      now = put(Optional.of(now), diff.path().elements(), diff.after()).orElse(now);
    }
    return now;
  }

  private static Optional<Value> put(
      Optional<Value> root, List<AttributePath.Element> path, Optional<Value> value) {
    if (path.isEmpty()) {
      return value;
    }
    List<AttributePath.Element> rest = path.subList(1, path.size());
    return switch (path.getFirst()) {
      case AttributePath.Element.Field(String name) -> {
        Value.Fields fields =
            root.isPresent() && root.get() instanceof Value.Fields group
                ? group
                : Value.Fields.empty();
        yield Optional.of(
            put(fields.find(name), rest, value)
                .map(next -> fields.with(name, next))
                .orElseGet(() -> fields.without(name)));
      }
      case AttributePath.Element.Index(int position) -> {
        List<Value> items =
            root.isPresent() && root.get() instanceof Value.Many(List<Value> old)
                ? new ArrayList<>(old)
                : new ArrayList<>();
        if (position < items.size()) {
          put(Optional.of(items.get(position)), rest, value)
              .ifPresent(next -> items.set(position, next));
        }
        yield Optional.of(new Value.Many(items));
      }
    };
  }
}
