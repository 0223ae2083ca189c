package dev.gantry.engine.plan;

import dev.gantry.resources.address.HostName;
import dev.gantry.resources.address.ResourceAddress;
import dev.gantry.state.json.JsonObject;
import dev.gantry.state.json.MalformedJsonException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The execution graph; an operation without a step records its resource's end. */
final class GraphJson {
  private GraphJson() {}

  static ObjectNode toJson(ExecutionGraph graph) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    ArrayNode operations = json.putArray("operations");
    for (Operation operation : graph.operations()) {
      ObjectNode entry = operations.addObject();
      entry.put("address", operation.address().toString());
      entry.put("action", operation.action());
      operation.step().ifPresent(step -> entry.put("step", step));
      entry.put("title", operation.title());
      operation.host().ifPresent(host -> entry.put("host", host.value()));
      ArrayNode waits = entry.putArray("waits_for");
      operation.waitsFor().forEach(dependant -> waits.add(dependant));
    }
    return json;
  }

  static ExecutionGraph fromJson(JsonObject json) {
    List<Operation> operations = new ArrayList<>();
    for (JsonObject entry : json.objects("operations")) {
      operations.add(
          new Operation(
              PlanFile.address(entry),
              entry.text("action"),
              text(entry, "step"),
              entry.text("title"),
              entry.find("host").isPresent() ? Optional.of(host(entry)) : Optional.empty(),
              waits(entry, operations.size())));
    }
    return new ExecutionGraph(operations);
  }

  private static Optional<String> text(JsonObject entry, String name) {
    return entry.find(name).isPresent() ? Optional.of(entry.text(name)) : Optional.empty();
  }

  private static HostName host(JsonObject entry) {
    return entry.parsed(
        "host",
        text -> ResourceAddress.isName(text) ? Optional.of(new HostName(text)) : Optional.empty(),
        "a host's name");
  }

  /** Earlier positions only: a graph that was read cannot have a cycle. */
  private static List<Integer> waits(JsonObject entry, int position) {
    List<Integer> waits = new ArrayList<>();
    for (JsonNode item : entry.any("waits_for").values()) {
      if (!item.isInt() || item.intValue() < 0 || item.intValue() >= position) {
        throw new MalformedJsonException(entry.pathOf("waits_for") + " names no earlier operation");
      }
      waits.add(item.intValue());
    }
    return waits;
  }
}
