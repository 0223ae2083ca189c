package dev.gantry.cli.render;

import dev.gantry.cli.run.CommandEnd;
import dev.gantry.providers.host.CommandResult;
import dev.gantry.resources.address.HostName;
import dev.gantry.resources.diagnostic.Diagnostic;
import java.util.List;
import java.util.SortedMap;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** What machines said, for programs; {@code format_version} changes when a field's meaning does. */
public final class ExecJson {
  private ExecJson() {}

  /** The command, and each machine's output and exit status, or why it was not run. */
  public static ObjectNode of(List<String> argv, SortedMap<HostName, CommandEnd> ends) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("format_version", "1.0");
    ArrayNode command = json.putArray("command");
    argv.forEach(command::add);
    json.put("ok", ends.values().stream().allMatch(CommandEnd::ok));
    ArrayNode hosts = json.putArray("hosts");
    ends.forEach(
        (host, end) -> {
          ObjectNode node = hosts.addObject().put("name", host.value());
          switch (end) {
            case CommandEnd.Ran(CommandResult result) ->
                node.put("exit", result.exit())
                    .put("stdout", result.stdout())
                    .put("stderr", result.stderr());
            case CommandEnd.NotRun(Diagnostic reason) ->
                node.set("not_run", DiagnosticJson.of(reason));
          }
        });
    return json;
  }
}
