package dev.gantry.state.file;

import dev.gantry.resources.address.HostName;
import dev.gantry.resources.address.ResourceAddress;
import dev.gantry.state.Condition;
import dev.gantry.state.HostIdentity;
import dev.gantry.state.Pending;
import dev.gantry.state.Recorded;
import dev.gantry.state.json.JsonObject;
import dev.gantry.state.json.MalformedJsonException;
import dev.gantry.state.value.ValueJson;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** One recorded resource in JSON: an item of the state file's list, and of a journal's line. */
public final class RecordedJson {
  private static final String ADDRESS = "an address such as Node/cp-1";

  private RecordedJson() {}

  /** The resource as a JSON object; what is empty is left out. */
  public static ObjectNode toJson(Recorded recorded) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("kind", recorded.address().kind());
    json.put("name", recorded.address().name());
    json.put("schemaVersion", recorded.schemaVersion());
    json.set("attributes", ValueJson.toJson(recorded.attributes()));
    if (!recorded.dependencies().isEmpty()) {
      ArrayNode dependencies = json.putArray("dependencies");
      recorded.dependencies().forEach(address -> dependencies.add(address.toString()));
    }
    if (!recorded.hosts().isEmpty()) {
      ObjectNode hosts = json.putObject("hosts");
      recorded.hosts().forEach((host, identity) -> put(hosts.putObject(host.value()), identity));
    }
    if (!recorded.conditions().isEmpty()) {
      ArrayNode conditions = json.putArray("conditions");
      recorded.conditions().forEach(condition -> put(conditions.addObject(), condition));
    }
    recorded
        .pending()
        .ifPresent(
            pending ->
                json.putObject("pending")
                    .put("action", pending.action())
                    .put("step", pending.step()));
    return json;
  }

  /**
   * The resource that a JSON object stands for.
   *
   * @throws MalformedJsonException when it has another shape
   */
  public static Recorded fromJson(JsonObject json) {
    json.allow(
        "kind",
        "name",
        "schemaVersion",
        "attributes",
        "dependencies",
        "hosts",
        "conditions",
        "pending");
    return new Recorded(
        address(json),
        Math.toIntExact(Math.min(json.count("schemaVersion"), Integer.MAX_VALUE)),
        ValueJson.fieldsFromJson(json.any("attributes"), json.pathOf("attributes")),
        dependencies(json),
        hosts(json),
        conditions(json),
        pending(json));
  }

  private static ResourceAddress address(JsonObject json) {
    return ResourceAddress.parse(json.text("kind") + "/" + json.text("name"))
        .orElseThrow(
            () ->
                new MalformedJsonException(
                    json.pathOf("kind") + " and name do not make " + ADDRESS));
  }

  private static SortedSet<ResourceAddress> dependencies(JsonObject json) {
    SortedSet<ResourceAddress> dependencies = new TreeSet<>();
    if (json.find("dependencies").isPresent()) {
      for (String text : json.texts("dependencies")) {
        dependencies.add(
            ResourceAddress.parse(text)
                .orElseThrow(
                    () ->
                        new MalformedJsonException(
                            json.pathOf("dependencies") + " has an item that is not " + ADDRESS)));
      }
    }
    return dependencies;
  }

  private static SortedMap<HostName, HostIdentity> hosts(JsonObject json) {
    SortedMap<HostName, HostIdentity> hosts = new TreeMap<>();
    if (json.find("hosts").isPresent()) {
      JsonObject byName = json.object("hosts");
      for (String name : byName.names()) {
        if (!ResourceAddress.isName(name)) {
          throw new MalformedJsonException(byName.pathOf(name) + " is not named like a host");
        }
        JsonObject identity = byName.object(name).allow("machineId", "hostKey");
        hosts.put(
            new HostName(name),
            new HostIdentity(identity.text("machineId"), identity.text("hostKey")));
      }
    }
    return hosts;
  }

  private static List<Condition> conditions(JsonObject json) {
    return json.find("conditions").isEmpty()
        ? List.of()
        : json.objects("conditions").stream().map(RecordedJson::condition).toList();
  }

  private static Condition condition(JsonObject json) {
    json.allow("type", "status", "reason", "message", "lastTransitionTime");
    return new Condition(
        json.text("type"),
        json.parsed("status", RecordedJson::status, "True, False or Unknown"),
        json.text("reason"),
        json.text("message"),
        json.time("lastTransitionTime"));
  }

  private static Optional<Pending> pending(JsonObject json) {
    if (json.find("pending").isEmpty()) {
      return Optional.empty();
    }
    JsonObject pending = json.object("pending").allow("action", "step");
    return Optional.of(new Pending(pending.text("action"), pending.text("step")));
  }

  private static void put(ObjectNode json, HostIdentity identity) {
    json.put("machineId", identity.machineId()).put("hostKey", identity.hostKey());
  }

  private static void put(ObjectNode json, Condition condition) {
    json.put("type", condition.type())
        .put("status", text(condition.status()))
        .put("reason", condition.reason())
        .put("message", condition.message())
        .put("lastTransitionTime", condition.lastTransitionTime().toString());
  }

  private static Optional<Condition.Status> status(String text) {
    return Stream.of(Condition.Status.values()).filter(s -> text(s).equals(text)).findFirst();
  }

  /** As Kubernetes writes it: {@code True}. */
  private static String text(Condition.Status status) {
    String name = status.name();
    return name.charAt(0) + name.substring(1).toLowerCase(Locale.ROOT);
  }
}
