package dev.gantry.cli.render;

import dev.gantry.engine.probe.HostReading;
import dev.gantry.providers.facts.MachineFacts;
import dev.gantry.providers.facts.Survey;
import dev.gantry.resources.address.HostName;
import dev.gantry.resources.diagnostic.Diagnostic;
import java.util.Locale;
import java.util.SortedMap;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Machines for programs; {@code format_version} changes when a field changes its meaning. */
public final class FactsJson {
  private FactsJson() {}

  /** All machines by name; one that could not be asked has the reason instead of facts. */
  public static ObjectNode of(SortedMap<HostName, HostReading> readings) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("format_version", "1.0");
    ArrayNode hosts = json.putArray("hosts");
    readings.forEach(
        (host, reading) -> {
          ObjectNode node = hosts.addObject().put("name", host.value());
          switch (reading) {
            case HostReading.Answered answered -> {
              node.put("machine_id", answered.identity().machineId());
              Survey.read(answered).ifPresent(facts -> put(node, facts));
            }
            case HostReading.Silent(Diagnostic reason) ->
                node.set("unknown", DiagnosticJson.of(reason));
          }
        });
    return json;
  }

  private static void put(ObjectNode node, MachineFacts facts) {
    node.putObject("os")
        .put("id", facts.os().id())
        .put("version", facts.os().version())
        .put("name", facts.os().name())
        .put("kernel", facts.os().kernel())
        .put("hostname", facts.os().hostname())
        .put("init", facts.os().init());
    hardware(node.putObject("hardware"), facts.hardware());
    network(node.putObject("network"), facts.network());
    ObjectNode control = node.putObject("control");
    facts.control().cgroup().ifPresent(version -> control.put("cgroup", version));
    control.put("clock", facts.control().clock().name().toLowerCase(Locale.ROOT));
    ArrayNode swaps = control.putArray("swaps");
    facts.control().swaps().forEach(swaps::add);
    ObjectNode software = node.putObject("software");
    ObjectNode versions = software.putObject("versions");
    facts.software().versions().forEach(versions::put);
    ObjectNode units = software.putObject("units");
    facts.software().units().forEach(units::put);
  }

  private static void hardware(ObjectNode node, MachineFacts.Hardware hardware) {
    node.put("arch", hardware.arch());
    hardware.cpus().ifPresent(cpus -> node.put("cpus", cpus));
    hardware.memoryMiB().ifPresent(mib -> node.put("memory_mib", mib));
    hardware.productUuid().ifPresent(uuid -> node.put("product_uuid", uuid));
    node.put("virtualisation", hardware.virtualisation());
  }

  private static void network(ObjectNode node, MachineFacts.Network network) {
    ArrayNode addresses = node.putArray("addresses");
    network
        .addresses()
        .forEach(
            address ->
                addresses
                    .addObject()
                    .put("interface", address.link())
                    .put("address", address.address())
                    .put("prefix", address.prefix()));
    ObjectNode hardware = node.putObject("hardware_addresses");
    network.hardware().forEach(hardware::put);
    ArrayNode routes = node.putArray("default_interfaces");
    network.defaultLinks().forEach(routes::add);
  }
}
