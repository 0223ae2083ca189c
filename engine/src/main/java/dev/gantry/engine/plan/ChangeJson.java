package dev.gantry.engine.plan;

import dev.gantry.resources.address.ResourceAddress;
import dev.gantry.resources.value.AttributePath;
import dev.gantry.resources.value.Value;
import dev.gantry.state.json.JsonObject;
import dev.gantry.state.json.MalformedJsonException;
import dev.gantry.state.value.ValueJson;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * One entry of {@code resource_changes}. {@code change} is for tools that know Terraform's form;
 * what is read back is {@code gantry}, where that form says less than the plan does.
 */
final class ChangeJson {
  private ChangeJson() {}

  static ObjectNode toJson(Change change, Plan.Mode mode) {
    ObjectNode json = head(change.address());
    actionReason(json, change, mode);
    ObjectNode shown = json.putObject("change");
    ArrayNode actions = shown.putArray("actions");
    actions(change).forEach(actions::add);
    before(shown, change);
    after(shown, change);
    ObjectNode own = json.putObject("gantry").put("action", change.action());
    known(change)
        .filter(Value::holdsSecret)
        .ifPresent(before -> own.set("before", ValueJson.toJson(before)));
    switch (change) {
      case Change.Create create -> {
        own.set("facts", ValueJson.toJson(create.facts()));
        own.set("after", ValueJson.toJson(create.after()));
      }
      case Change.Update update -> {
        own.set("after", ValueJson.toJson(update.after()));
        own.set("diffs", DiffJson.toJson(update.diffs()));
      }
      case Change.Replace replace -> {
        own.set("after", ValueJson.toJson(replace.after()));
        own.set("diffs", DiffJson.toJson(replace.diffs()));
        replacePaths(shown, own, replace.because());
      }
      case Change.Adopt adopt -> {
        own.set("after", ValueJson.toJson(adopt.after()));
        shown.putObject("importing").put("id", adopt.address().toString());
      }
      case Change.Delete delete -> own.put("because", delete.because());
      case Change.Forget forget -> own.put("because", forget.because());
      case Change.NoOp _ -> {}
    }
    return json;
  }

  static Change fromJson(JsonObject json) {
    ResourceAddress address = PlanFile.address(json);
    JsonObject own = json.object("gantry");
    JsonObject shown = json.object("change");
    return switch (own.text("action")) {
      case "create" -> new Change.Create(address, fields(own, "facts"), fields(own, "after"));
      case "update" ->
          new Change.Update(
              address, before(own, shown), fields(own, "after"), DiffJson.fromJson(own));
      case "replace" ->
          new Change.Replace(
              address,
              before(own, shown),
              fields(own, "after"),
              DiffJson.fromJson(own),
              because(own));
      case "adopt" -> new Change.Adopt(address, fields(own, "after"));
      case "delete" -> new Change.Delete(address, before(own, shown), own.text("because"));
      case "forget" -> new Change.Forget(address, before(own, shown), own.text("because"));
      case "no-op" -> new Change.NoOp(address, before(own, shown));
      case String other ->
          throw new MalformedJsonException(own.pathOf("action") + " is no action: " + other);
    };
  }

  /** What every entry begins with; Terraform's {@code type} is our kind. */
  static ObjectNode head(ResourceAddress address) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("address", address.toString())
        .put("mode", "managed")
        .put("type", address.kind())
        .put("name", address.name());
  }

  /** Terraform has no adoption of its own: it is a no-op that imports. */
  private static List<String> actions(Change change) {
    return switch (change) {
      case Change.Create _ -> List.of("create");
      case Change.Update _ -> List.of("update");
      case Change.Replace _ -> List.of("delete", "create");
      case Change.Delete _ -> List.of("delete");
      case Change.Forget _ -> List.of("forget");
      case Change.Adopt _, Change.NoOp _ -> List.of("no-op");
    };
  }

  private static void actionReason(ObjectNode json, Change change, Plan.Mode mode) {
    switch (change) {
      case Change.Replace replace ->
          json.put(
              "action_reason",
              replace.because().containsKey(AttributePath.root())
                  ? "replace_by_request"
                  : "replace_because_cannot_update");
      case Change.Delete _ -> {
        if (mode == Plan.Mode.NORMAL) {
          json.put("action_reason", "delete_because_no_resource_config");
        }
      }
      case Change.Create _, Change.Update _, Change.Adopt _, Change.Forget _, Change.NoOp _ -> {}
    }
  }

  /** What is known of it before the change, for changes of which a plan says that. */
  private static Optional<Value.Fields> known(Change change) {
    return switch (change) {
      case Change.Create _, Change.Adopt _ -> Optional.empty();
      case Change.Update update -> Optional.of(update.before());
      case Change.Replace replace -> Optional.of(replace.before());
      case Change.Delete delete -> Optional.of(delete.before());
      case Change.Forget forget -> Optional.of(forget.before());
      case Change.NoOp noOp -> Optional.of(noOp.before());
    };
  }

  private static void before(ObjectNode shown, Change change) {
    Optional<Value.Fields> before = known(change);
    if (before.isPresent()) {
      shown.set("before", ValueJson.shown(before.get()));
    } else {
      shown.putNull("before");
    }
  }

  private static void after(ObjectNode shown, Change change) {
    Value.Fields after = change.outcome().orElse(Value.Fields.empty());
    if (change.outcome().isPresent()) {
      shown.set("after", TerraformJson.known(after));
    } else {
      shown.putNull("after");
    }
    shown.set("after_unknown", TerraformJson.unknown(after));
    shown.set(
        "before_sensitive", TerraformJson.sensitive(known(change).orElse(Value.Fields.empty())));
    shown.set("after_sensitive", TerraformJson.sensitive(after));
  }

  private static void replacePaths(
      ObjectNode shown, ObjectNode own, SortedMap<AttributePath, String> because) {
    ArrayNode paths = shown.putArray("replace_paths");
    ArrayNode reasons = own.putArray("because");
    because.forEach(
        (path, reason) -> {
          paths.add(PathJson.toJson(path));
          reasons.addObject().put("reason", reason).set("path", PathJson.toJson(path));
        });
  }

  private static SortedMap<AttributePath, String> because(JsonObject own) {
    SortedMap<AttributePath, String> because = new TreeMap<>();
    for (JsonObject entry : own.objects("because")) {
      because.put(PathJson.fromJson(entry), entry.text("reason"));
    }
    return because;
  }

  /** What is shown has no secret; where there is one, what is read back stands beside it. */
  static Value.Fields before(JsonObject own, JsonObject shown) {
    return fields(own.find("before").isPresent() ? own : shown, "before");
  }

  private static Value.Fields fields(JsonObject json, String name) {
    return ValueJson.fieldsFromJson(json.any(name), json.pathOf(name));
  }
}
