package dev.gantry.providers.node;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gantry.engine.Engine;
import dev.gantry.engine.event.EventListener;
import dev.gantry.engine.execute.ApplyOptions;
import dev.gantry.engine.execute.Outcome;
import dev.gantry.engine.execute.StopSignal;
import dev.gantry.engine.plan.Change;
import dev.gantry.engine.plan.Operation;
import dev.gantry.engine.plan.Plan;
import dev.gantry.engine.planner.PlanOptions;
import dev.gantry.providers.host.ConnectionLog;
import dev.gantry.providers.host.Machines;
import dev.gantry.providers.host.RemoteReader;
import dev.gantry.providers.host.Remotes;
import dev.gantry.providers.host.Workstation;
import dev.gantry.providers.ssh.SshRemotes;
import dev.gantry.resources.config.Configuration;
import dev.gantry.resources.kind.SpecReader;
import dev.gantry.resources.kinds.node.NodeKind;
import dev.gantry.resources.kinds.node.NodeSpec;
import dev.gantry.resources.yaml.ConfigLoader;
import dev.gantry.state.State;
import dev.gantry.state.StateSession;
import dev.gantry.state.local.LocalStateStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One Node from fresh to prepared, changed, harmed, repaired and given back, on a real host. */
class NodeLabIT {
  private static final EventListener QUIET = _ -> {};

  private static LabHost host;

  @TempDir private Path folder;

  @BeforeAll
  static void up() throws IOException, InterruptedException {
    host = LabHost.up();
  }

  @AfterAll
  static void down() throws IOException, InterruptedException {
    if (host != null) {
      host.down();
    }
  }

  @Test
  void aRealMachineIsPreparedRepairedAndGivenBack() throws Exception {
    String fresh = host.photo();

    configure("");
    assertThat(plan().changes()).singleElement().isInstanceOf(Change.Create.class);
    apply();
    assertThat(host.sh("cat /proc/sys/kernel/hostname; systemctl is-active containerd"))
        .isEqualTo("prepared-1\nactive\n");
    assertThat(host.sh("containerd config dump")).contains("SystemdCgroup = true");
    assertThat(host.sh("ctr plugins ls | grep ' cri '")).contains(" ok");
    assertThat(host.sh("getent hosts prepared-1")).startsWith("10.72.0.11 ");
    assertNoChanges();

    host.sh(
        "echo net.ipv4.ip_forward=0 >/etc/sysctl.d/99-gantry.conf; sysctl -qw net.ipv4.ip_forward=0");
    host.sh("sed -i s/SystemdCgroup.*/SystemdCgroup=false/ /etc/containerd/config.toml");
    assertThat(plan().drift()).hasSize(1);
    assertThat(apply())
        .containsExactly("set-kernel-parameters", "configure-runtime", "start-runtime");
    assertNoChanges();

    configure("    sysctls: {vm.max_map_count: \"262144\"}\n");
    assertThat(apply()).containsExactly("set-kernel-parameters");
    assertNoChanges();

    assertThat(plan(Plan.Mode.DESTROY).changes()).singleElement().isInstanceOf(Change.Delete.class);
    apply(plan(Plan.Mode.DESTROY));
    assertThat(host.photo()).isEqualTo(fresh);
  }

  private void configure(String kernel) throws IOException, InterruptedException {
    Files.writeString(
        folder.resolve("node.yaml"),
        """
        apiVersion: gantry.dev/v1
        kind: Node
        metadata:
          name: host-1
        spec:
          address: 10.72.0.11
          role: control-plane
          hostname: prepared-1
          ssh:
            privateKey: %s
          packages:
            install: [socat]
          runtime:
            settings:
              cri.restrict_oom_score_adj: "true"
          kernel:
            modules: [overlay, br_netfilter]
        %s"""
            .formatted(host.key(), kernel));
  }

  private Configuration configuration() {
    return new ConfigLoader(List.of(NodeKind.KIND)).load(folder, Map.of(), Map.of());
  }

  private Plan plan() {
    return plan(Plan.Mode.NORMAL);
  }

  private Plan plan(Plan.Mode mode) {
    return with(
        (engine, state) -> engine.plan(configuration(), state, PlanOptions.of(mode), QUIET));
  }

  private void assertNoChanges() {
    assertThat(plan().changes()).singleElement().isInstanceOf(Change.NoOp.class);
    assertThat(plan().drift()).isEmpty();
  }

  /** Plans and applies; returns the steps that the plan promised. */
  private List<String> apply() {
    return apply(plan());
  }

  private List<String> apply(Plan plan) {
    Outcome outcome =
        with(
            (engine, _) -> {
              try (StateSession session = store().open("apply")) {
                return engine.apply(
                    plan, configuration(), session, ApplyOptions.usual(), QUIET, new StopSignal());
              }
            });
    assertThat(outcome.failures()).isEmpty();
    assertThat(outcome.succeeded()).isTrue();
    return plan.graph().operations().stream()
        .map(Operation::step)
        .flatMap(Optional::stream)
        .toList();
  }

  private interface Work<T> {
    T with(Engine engine, State state);
  }

  /** Each command of a person starts anew: state from disk, connections of its own. */
  private <T> T with(Work<T> work) {
    State state = store().read();
    SortedMap<String, NodeSpec> nodes = new TreeMap<>();
    state
        .resources()
        .forEach(
            (address, recorded) ->
                nodes.put(address.name(), SpecReader.read(NodeSpec.class, recorded.attributes())));
    configuration()
        .resources()
        .forEach(
            (address, desired) ->
                nodes.put(address.name(), SpecReader.read(NodeSpec.class, desired.spec())));
    try (Remotes remotes =
        new SshRemotes(
            Machines.of(nodes, state), Workstation.here(folder), ConnectionLog.silent())) {
      Engine engine =
          new Engine(
              List.of(new NodeProvider(remotes)),
              new RemoteReader(remotes),
              "0.1.0",
              Clock.systemUTC());
      return work.with(engine, state);
    }
  }

  private LocalStateStore store() {
    return new LocalStateStore(folder.resolve(LocalStateStore.DEFAULT_NAME));
  }
}
