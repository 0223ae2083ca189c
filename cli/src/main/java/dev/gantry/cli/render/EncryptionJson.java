package dev.gantry.cli.render;

import dev.gantry.providers.encryption.EncryptionConfig;
import dev.gantry.providers.encryption.EncryptionStatus;
import dev.gantry.providers.encryption.HostEncryption;
import dev.gantry.providers.encryption.StoredBy;
import dev.gantry.providers.encryption.StoredCount;
import java.util.List;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * How a cluster keeps its objects in etcd, for programs; {@code format_version} changes when a
 * field changes its meaning.
 */
public final class EncryptionJson {
  private EncryptionJson() {}

  /** The control planes, the keys by their fingerprints, and what is wrong. */
  public static ObjectNode of(EncryptionStatus status) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("format_version", "1.0");
    json.put("encrypted", !status.isOff());
    ArrayNode hosts = json.putArray("hosts");
    status.hosts().forEach(host -> host(hosts.addObject(), host));
    ArrayNode groups = json.putArray("groups");
    status.config().map(EncryptionConfig::groups).orElse(List.of()).stream()
        .forEach(group -> group(groups.addObject(), group));
    ArrayNode unknown = json.putArray("unknown");
    status
        .silent()
        .forEach(
            (host, why) ->
                unknown
                    .addObject()
                    .put("host", host.value())
                    .set("reason", DiagnosticJson.of(why)));
    problems(json, status);
    return json;
  }

  private static void problems(ObjectNode json, EncryptionStatus status) {
    ArrayNode problems = json.putArray("problems");
    status.problems().forEach(problems::add);
  }

  private static void host(ObjectNode json, HostEncryption host) {
    json.put("host", host.host().value()).put("reload", host.reload());
    host.path().ifPresent(path -> json.put("path", path));
    host.loaded().ifPresent(sum -> json.put("loaded_sha256", sum));
    host.file().ifPresent(file -> json.put("mode", file.mode()).put("sha256", file.sha256()));
  }

  private static void group(ObjectNode json, EncryptionConfig.Group group) {
    ArrayNode resources = json.putArray("resources");
    group.resources().forEach(resources::add);
    ArrayNode readers = json.putArray("readers");
    for (EncryptionConfig.Reader reader : group.readers()) {
      stored(readers.addObject(), reader.by()).put("fingerprint", reader.fingerprint());
    }
  }

  /** The counts by resource, and what is wrong with the control planes. */
  public static ObjectNode of(List<StoredCount> counts, EncryptionStatus status) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("format_version", "1.0");
    json.put("verified", status.isVerifiedBy(counts));
    ArrayNode resources = json.putArray("resources");
    for (StoredCount count : counts) {
      ObjectNode resource = resources.addObject().put("resource", count.resource());
      stored(resource.putObject("expected"), count.expected());
      ArrayNode found = resource.putArray("found");
      count.found().forEach((by, number) -> stored(found.addObject(), by).put("objects", number));
    }
    problems(json, status);
    return json;
  }

  private static ObjectNode stored(ObjectNode json, StoredBy by) {
    return json.put("provider", by.provider()).put("key", by.key());
  }
}
