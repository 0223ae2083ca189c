package dev.gantry.cli.render;

import dev.gantry.engine.plan.AttributeDiff;
import dev.gantry.engine.plan.Change;
import dev.gantry.engine.plan.ExecutionGraph;
import dev.gantry.engine.plan.Plan;
import dev.gantry.resources.address.ResourceAddress;
import dev.gantry.resources.diagnostic.Diagnostic;
import dev.gantry.resources.value.AttributePath;
import dev.gantry.resources.value.Value;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** A plan with one of everything. */
final class SamplePlan {
  private static final Value.Fields NODE =
      Value.Fields.empty()
          .with("address", Value.of("10.0.0.1"))
          .with("facts", new Value.Unknown("apply"))
          .with(
              "kernel",
              Value.Fields.empty()
                  .with("modules", Value.ofTexts(List.of("overlay", "br_netfilter")))
                  .with("sysctls", Value.ofTexts(Map.of("net.ipv4.ip_forward", "1"))))
          .with("motd", Value.of("a \"b\"\n\u001b[31mred"))
          .with("swap", Value.of(false));

  private SamplePlan() {}

  static Plan everything() {
    return plan(
        List.of(
            new Change.Adopt(node("adopted"), small("10.0.0.7")),
            new Change.Create(node("created"), Value.Fields.empty(), NODE),
            new Change.Delete(
                node("deleted"), small("10.0.0.3"), "Node/deleted is not in configuration"),
            new Change.Forget(node("forgotten"), NODE, "it is gone from the machines too"),
            new Change.NoOp(node("same"), NODE),
            new Change.Replace(
                node("replaced"),
                NODE,
                NODE.with("address", Value.of("10.0.0.2")),
                List.of(diff("10.0.0.1", "10.0.0.2", "address")),
                new TreeMap<>(
                    Map.of(
                        AttributePath.of("address"),
                        "another address is another machine for its cluster"))),
            new Change.Update(node("updated"), NODE, NODE, updates())),
        List.of(
            new Plan.Drift(node("gone"), true, small("10.0.0.9"), List.of()),
            new Plan.Drift(node("updated"), false, NODE, updates())),
        List.of(
            new Plan.Blocked(
                node("silent"),
                Diagnostic.error(
                        "host-unreachable",
                        "cannot be reached",
                        "connection to 10.0.0.4:22 timed out.\nIs it switched on?")
                    .onHost("silent"))));
  }

  static Plan nothing() {
    return plan(List.of(new Change.NoOp(node("same"), NODE)), List.of(), List.of());
  }

  private static Plan plan(
      List<Change> changes, List<Plan.Drift> drift, List<Plan.Blocked> blocked) {
    return new Plan(
        new Plan.Origin("0.1.0", "l", 1, "d", Plan.Mode.NORMAL, Instant.EPOCH),
        changes,
        drift,
        blocked,
        List.of(),
        new TreeMap<>(),
        new ExecutionGraph(List.of()));
  }

  private static List<AttributeDiff> updates() {
    AttributePath sysctls = AttributePath.of("kernel", "sysctls");
    return List.of(
        new AttributeDiff(
            AttributePath.of("kernel", "modules"),
            Optional.of(Value.ofTexts(List.of("overlay", "br_netfilter"))),
            Optional.of(Value.ofTexts(List.of("overlay", "ip_vs", "nf_conntrack")))),
        new AttributeDiff(
            sysctls.field("net.ipv4.ip_forward"),
            Optional.of(Value.of("0")),
            Optional.of(Value.of("1"))),
        new AttributeDiff(
            sysctls.field("vm.swappiness"), Optional.empty(), Optional.of(Value.of("10"))),
        new AttributeDiff(AttributePath.of("motd"), Optional.of(Value.of("a")), Optional.empty()),
        new AttributeDiff(
            AttributePath.of("swap"),
            Optional.of(Value.of(true)),
            Optional.of(new Value.Unknown("apply"))));
  }

  private static AttributeDiff diff(String before, String after, String... path) {
    return new AttributeDiff(
        AttributePath.of(path), Optional.of(Value.of(before)), Optional.of(Value.of(after)));
  }

  private static Value.Fields small(String address) {
    return Value.Fields.empty().with("address", Value.of(address));
  }

  private static ResourceAddress node(String name) {
    return new ResourceAddress("Node", name);
  }
}
