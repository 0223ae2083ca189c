package dev.gantry.providers.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gantry.engine.probe.HostReader;
import dev.gantry.engine.probe.HostReading;
import dev.gantry.engine.probe.ProbeRequest;
import dev.gantry.resources.address.HostName;
import dev.gantry.resources.diagnostic.Diagnostic;
import dev.gantry.resources.kinds.node.NodeSpec;
import dev.gantry.resources.value.Value;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.junit.jupiter.api.Test;

class InspectionTest {
  private static final Clock CLOCK =
      Clock.fixed(Instant.ofEpochSecond(1000, 500_000_000), ZoneOffset.UTC);

  private final SortedMap<HostName, PaperMachine> machines = new TreeMap<>();
  private final ConcurrentMap<HostName, ProbeRequest> asked = new ConcurrentHashMap<>();

  @Test
  void eachMachineIsAskedOnce() {
    machine("cp-1", 1);
    machine("cp-2", 2);
    machine("worker", 3).with("role", Value.of("worker"));

    CheckReport report = inspect();

    assertThat(report.passed()).isTrue();
    assertThat(report.checked()).extracting(HostName::value).contains("cp-1", "cp-2", "worker");
    assertThat(asked).hasSize(3);
    assertThat(tried("cp-1"))
        .containsExactly(
            "10.0.0.2",
            "6443",
            "10.0.0.2",
            "10250",
            "10.0.0.2",
            "2379",
            "10.0.0.2",
            "2380",
            "10.0.0.3",
            "10250");
    assertThat(tried("worker")).containsExactly("10.0.0.1", "6443", "10.0.0.2", "6443");
  }

  @Test
  void aSilentMachineIsUnknownAndIsNoFindingOfTheOthers() {
    PaperMachine gone = new PaperMachine("cp-2", 2);
    machine("cp-1", 1).misses(gone, 6443, "no answer within 3 s");
    SortedMap<HostName, NodeSpec> nodes = nodes();
    nodes.put(new HostName("cp-2"), gone.spec());

    CheckReport report = inspect(nodes);

    assertThat(report.findings()).isEmpty();
    assertThat(report.unknown()).containsOnlyKeys(new HostName("cp-2"));
    assertThat(report.passed()).isFalse();
  }

  @Test
  void aMachineThatCannotTellIsUnknownToo() {
    machine("cp-1", 1);
    CheckReport report =
        new Inspection(
                (host, request) ->
                    new HostReading.Answered(
                        machine(host).answer().identity(), new TreeMap<>(), new TreeMap<>()),
                CLOCK)
            .inspect(nodes(), new TreeSet<>(), 2, event -> {});

    assertThat(report.unknown().values())
        .extracting(Diagnostic::code)
        .containsExactly("survey-failed");
  }

  @Test
  void peersOfAFleetOfWorkersStayLinear() {
    for (int i = 1; i <= 3; i++) {
      machine("cp-" + i, i);
    }
    for (int i = 4; i <= 200; i++) {
      machine("worker-" + i, i).with("role", Value.of("worker"));
    }

    inspect();

    int pairs = asked.keySet().stream().mapToInt(host -> tried(host.value()).size() / 2).sum();
    assertThat(pairs).isEqualTo(197 * 3 + 3 * (197 + 2 * 4));
  }

  private PaperMachine machine(String name, int number) {
    PaperMachine machine = new PaperMachine(name, number);
    machines.put(new HostName(name), machine);
    return machine;
  }

  private PaperMachine machine(HostName host) {
    return Optional.ofNullable(machines.get(host)).orElseThrow();
  }

  /** The pairs of address and port: what follows the script and its own name. */
  private List<String> tried(String host) {
    List<String> argv =
        Optional.ofNullable(asked.get(new HostName(host)))
            .map(request -> request.commands().getOrDefault(CheckProbe.PEERS, List.of()))
            .orElseThrow();
    return argv.subList(4, argv.size());
  }

  private SortedMap<HostName, NodeSpec> nodes() {
    SortedMap<HostName, NodeSpec> nodes = new TreeMap<>();
    machines.forEach((host, machine) -> nodes.put(host, machine.spec()));
    return nodes;
  }

  private CheckReport inspect() {
    return inspect(nodes());
  }

  private CheckReport inspect(SortedMap<HostName, NodeSpec> nodes) {
    HostReader reader =
        (host, request) -> {
          assertThat(asked.put(host, request)).isNull();
          PaperMachine machine = machines.get(host);
          return machine == null
              ? new HostReading.Silent(Diagnostic.error("unreachable", "gone", "Really."))
              : machine.answer();
        };
    return new Inspection(reader, CLOCK).inspect(nodes, new TreeSet<>(), 8, event -> {});
  }
}
