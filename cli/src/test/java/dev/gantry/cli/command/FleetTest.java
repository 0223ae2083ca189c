package dev.gantry.cli.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gantry.resources.address.HostName;
import dev.gantry.resources.diagnostic.DiagnosticException;
import dev.gantry.resources.kind.SpecReader;
import dev.gantry.resources.kinds.node.NodeSpec;
import dev.gantry.resources.value.Value;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class FleetTest {
  private static final Fleet FLEET = new Fleet(nodes());

  @ParameterizedTest
  @CsvSource({
    "all, cp-1 cp-2 worker-1",
    "control-plane, cp-1 cp-2",
    "worker, worker-1",
    "cp-2, cp-2",
    "Node/cp-2, cp-2",
    "zone=a, cp-1 worker-1",
    "'zone=b,worker-1', cp-2 worker-1",
    "'zone=a,cp-1,worker', cp-1 worker-1",
  })
  void aSelectorTakesWhateverFits(String selector, String nodes) {
    assertThat(names(FLEET.selected(selector))).isEqualTo(nodes);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "cp-3", "zone=", "zone=c", "=a", "cp-1,", "Cp-1", "cp*", "Node/all"})
  void whatFitsNoNodeIsRefused(String selector) {
    assertThatThrownBy(() -> FLEET.selected(selector)).isInstanceOf(DiagnosticException.class);
  }

  @Test
  void everyNameThatThereIsNotIsTold() {
    assertThatThrownBy(() -> FLEET.named(List.of("cp-1", "cp-9", "wroker-1")))
        .isInstanceOfSatisfying(
            DiagnosticException.class,
            e -> {
              assertThat(e.diagnostics()).hasSize(2);
              assertThat(e.diagnostics().getLast().detail()).contains("Did you mean \"worker-1\"");
            });
  }

  @Test
  void aNodeMayHaveTheNameOfAWord() {
    SortedMap<HostName, NodeSpec> nodes = nodes();
    nodes.put(new HostName("worker"), spec("control-plane", "c"));

    assertThat(names(new Fleet(nodes).selected("worker"))).isEqualTo("worker");
  }

  private static String names(Fleet fleet) {
    return String.join(" ", fleet.nodes().keySet().stream().map(HostName::value).toList());
  }

  private static SortedMap<HostName, NodeSpec> nodes() {
    SortedMap<HostName, NodeSpec> nodes = new TreeMap<>();
    nodes.put(new HostName("cp-1"), spec("control-plane", "a"));
    nodes.put(new HostName("cp-2"), spec("control-plane", "b"));
    nodes.put(new HostName("worker-1"), spec("worker", "a"));
    return nodes;
  }

  private static NodeSpec spec(String role, String zone) {
    return SpecReader.read(
        NodeSpec.class,
        Value.Fields.empty()
            .with("address", Value.of("10.0.0.1"))
            .with("role", Value.of(role))
            .with("labels", Value.ofTexts(Map.of("zone", zone))));
  }
}
