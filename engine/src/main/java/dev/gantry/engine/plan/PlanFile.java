package dev.gantry.engine.plan;

import dev.gantry.resources.address.HostName;
import dev.gantry.resources.address.ResourceAddress;
import dev.gantry.resources.diagnostic.Diagnostic;
import dev.gantry.resources.diagnostic.DiagnosticException;
import dev.gantry.state.HostIdentity;
import dev.gantry.state.json.Json;
import dev.gantry.state.json.JsonObject;
import dev.gantry.state.json.MalformedJsonException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * A plan as a file: one JSON document in the shape of Terraform's {@code show -json}, so that tools
 * which read Terraform plans can read it, and beside that shape what running it needs. A digest
 * over the whole document tells when it was altered; it is no signature.
 *
 * <p>Versions: another major number is refused, fields of a later minor one are ignored.
 */
public final class PlanFile {
  private static final int MAJOR = 1;
  private static final String VERSION = MAJOR + ".0";
  private static final String DIGEST = "digest";
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private PlanFile() {}

  /** The document, indented, with a line break at its end. Equal plans give equal text. */
  public static String write(Plan plan) {
    ObjectNode json = NODES.objectNode();
    Plan.Origin origin = plan.origin();
    json.put("format_version", VERSION);
    json.put("engine_version", origin.gantryVersion());
    json.put("timestamp", origin.createdAt().toString());
    json.set("origin", originJson(origin));
    json.put("applyable", !plan.graph().operations().isEmpty());
    json.put("complete", plan.blocked().isEmpty());
    json.put("errored", isErrored(plan));
    ArrayNode changes = json.putArray("resource_changes");
    plan.changes().forEach(change -> changes.add(ChangeJson.toJson(change, origin.mode())));
    ArrayNode drift = json.putArray("resource_drift");
    plan.drift().forEach(one -> drift.add(DriftJson.toJson(one)));
    json.putArray("checks");
    ArrayNode blocked = json.putArray("blocked");
    for (Plan.Blocked one : plan.blocked()) {
      ObjectNode entry = blocked.addObject().put("address", one.address().toString());
      entry.set("reason", DiagnosticJson.toJson(one.reason()));
    }
    ArrayNode diagnostics = json.putArray("diagnostics");
    plan.diagnostics().forEach(one -> diagnostics.add(DiagnosticJson.toJson(one)));
    ObjectNode hosts = json.putObject("hosts");
    plan.hosts()
        .forEach(
            (host, identity) ->
                hosts
                    .putObject(host.value())
                    .put("machine_id", identity.machineId())
                    .put("host_key", identity.hostKey()));
    json.set("graph", GraphJson.toJson(plan.graph()));
    json.put(DIGEST, Canonical.sha256(json));
    return Json.pretty(json);
  }

  /**
   * The plan that a document holds, exactly as it was written.
   *
   * @throws DiagnosticException code {@code plan-file-altered}, {@code plan-file-newer} or {@code
   *     plan-file-damaged}
   */
  public static Plan read(String json) {
    try {
      JsonNode tree = Json.parse(json);
      JsonObject document = JsonObject.of(tree, "");
      requireVersion(document.text("format_version"));
      requireDigest((ObjectNode) tree, document.text(DIGEST));
      return plan(document);
    } catch (MalformedJsonException e) {
      throw new DiagnosticException(damaged(e.what()));
    }
  }

  private static Plan plan(JsonObject document) {
    List<Change> changes = new ArrayList<>();
    for (JsonObject entry : document.objects("resource_changes")) {
      changes.add(ChangeJson.fromJson(entry));
    }
    List<Plan.Drift> drift = new ArrayList<>();
    for (JsonObject entry : document.objects("resource_drift")) {
      drift.add(DriftJson.fromJson(entry));
    }
    List<Plan.Blocked> blocked = new ArrayList<>();
    for (JsonObject entry : document.objects("blocked")) {
      blocked.add(
          new Plan.Blocked(address(entry), DiagnosticJson.fromJson(entry.object("reason"))));
    }
    List<Diagnostic> diagnostics =
        document.objects("diagnostics").stream().map(DiagnosticJson::fromJson).toList();
    return new Plan(
        origin(document),
        changes,
        drift,
        blocked,
        diagnostics,
        hosts(document.object("hosts")),
        GraphJson.fromJson(document.object("graph")));
  }

  private static ObjectNode originJson(Plan.Origin origin) {
    return NODES
        .objectNode()
        .put("lineage", origin.lineage())
        .put("serial", origin.serial())
        .put("config_digest", origin.configDigest())
        .put("mode", mode(origin.mode()));
  }

  private static Plan.Origin origin(JsonObject document) {
    JsonObject origin = document.object("origin");
    return new Plan.Origin(
        document.text("engine_version"),
        origin.text("lineage"),
        origin.count("serial"),
        origin.text("config_digest"),
        origin.parsed("mode", PlanFile::mode, "normal, destroy or refresh-only"),
        document.time("timestamp"));
  }

  private static String mode(Plan.Mode mode) {
    return switch (mode) {
      case NORMAL -> "normal";
      case DESTROY -> "destroy";
      case REFRESH_ONLY -> "refresh-only";
    };
  }

  private static Optional<Plan.Mode> mode(String text) {
    for (Plan.Mode mode : Plan.Mode.values()) {
      if (mode(mode).equals(text)) {
        return Optional.of(mode);
      }
    }
    return Optional.empty();
  }

  private static SortedMap<HostName, HostIdentity> hosts(JsonObject hosts) {
    SortedMap<HostName, HostIdentity> identities = new TreeMap<>();
    for (String name : hosts.names()) {
      if (!ResourceAddress.isName(name)) {
        throw new MalformedJsonException(hosts.pathOf(name) + " is not a host");
      }
      JsonObject identity = hosts.object(name);
      identities.put(
          new HostName(name),
          new HostIdentity(identity.text("machine_id"), identity.text("host_key")));
    }
    return identities;
  }

  static ResourceAddress address(JsonObject entry) {
    return entry.parsed("address", ResourceAddress::parse, "an address such as Node/cp-1");
  }

  /** Whether something is blocked by an error, rather than only waiting for what is. */
  private static boolean isErrored(Plan plan) {
    return plan.blocked().stream().anyMatch(one -> one.reason().isError());
  }

  private static void requireVersion(String version) {
    String major = version.split("\\.", 2)[0];
    if (!major.equals(Integer.toString(MAJOR))) {
      throw new DiagnosticException(
          Diagnostic.error(
              "plan-file-newer",
              "The plan file is of another format",
              "It has format version "
                  + version
                  + ", and this Gantry reads "
                  + VERSION
                  + ". Apply it with the Gantry that made it, or plan again."));
    }
  }

  private static void requireDigest(ObjectNode document, String digest) {
    ObjectNode rest = document.deepCopy();
    rest.remove(DIGEST);
    if (!Canonical.sha256(rest).equals(digest)) {
      throw new DiagnosticException(
          Diagnostic.error(
              "plan-file-altered",
              "The plan file was altered after it was written",
              "Its content does not have the digest that stands in it. What is applied must be"
                  + " what was reviewed: plan again."));
    }
  }

  private static Diagnostic damaged(String what) {
    return Diagnostic.error(
        "plan-file-damaged",
        "The plan file cannot be read",
        "It is not a plan that Gantry wrote, or a part of it is missing: "
            + what
            + ".\nPlan again.");
  }
}
