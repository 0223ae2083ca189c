package dev.gantry.providers.host;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gantry.resources.address.HostName;
import dev.gantry.resources.address.ResourceAddress;
import dev.gantry.resources.kind.SpecReader;
import dev.gantry.resources.kinds.node.NodeSpec;
import dev.gantry.resources.value.Value;
import dev.gantry.state.HostIdentity;
import dev.gantry.state.Recorded;
import dev.gantry.state.State;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

final class MachinesTest {
  private static final HostName CP_1 = new HostName("cp-1");
  private static final Value.Fields NODE =
      Value.Fields.empty().with("address", Value.of("10.0.0.1"));

  @Test
  void aMachineIsReachedByItsAddressUnlessAnotherIsGiven() {
    Value.Fields behindNat = NODE.with("connectAddress", Value.of("bastion.example.org"));
    Machines machines =
        Machines.of(
            new TreeMap<>(Map.of("cp-1", spec(NODE), "cp-2", spec(behindNat))), stateOf(Map.of()));
    assertThat(machines.find(CP_1).orElseThrow().address()).isEqualTo("10.0.0.1");
    assertThat(machines.find(new HostName("cp-2")).orElseThrow().address())
        .isEqualTo("bastion.example.org");
    assertThat(machines.find(new HostName("cp-3"))).isEmpty();
    assertThat(machines.all()).hasSize(2);
  }

  @Test
  void theNodesOwnRecordOfItsKeyIsAskedFirst() {
    State state = stateOf(Map.of("CNI/a", "old", "Node/cp-1", "own", "VIP/main", "older"));
    Machines machines = Machines.of(new TreeMap<>(Map.of("cp-1", spec(NODE))), state);
    assertThat(machines.find(CP_1).orElseThrow().recordedKey())
        .contains(new RecordedKey("own", "the state"));
  }

  @Test
  void anotherResourcesRecordIsBetterThanNone() {
    State state = stateOf(Map.of("VIP/main", "pinned"));
    Machines machines = Machines.of(new TreeMap<>(Map.of("cp-1", spec(NODE))), state);
    assertThat(machines.find(CP_1).orElseThrow().recordedKey())
        .contains(new RecordedKey("pinned", "the state"));
  }

  @Test
  void aReviewedPlanPinsWhatTheStateDoesNotKnow() {
    var reviewed = new TreeMap<>(Map.of(CP_1, new HostIdentity("id", "of the plan")));
    var nodes = new TreeMap<>(Map.of("cp-1", spec(NODE)));
    assertThat(recorded(Machines.of(nodes, stateOf(Map.of()), reviewed)))
        .contains(new RecordedKey("of the plan", "the plan"));
    assertThat(recorded(Machines.of(nodes, stateOf(Map.of("Node/cp-1", "own")), reviewed)))
        .contains(new RecordedKey("own", "the state"));
  }

  private static Optional<RecordedKey> recorded(Machines machines) {
    return machines.find(CP_1).orElseThrow().recordedKey();
  }

  private static NodeSpec spec(Value.Fields fields) {
    return SpecReader.read(NodeSpec.class, fields);
  }

  private static State stateOf(Map<String, String> keys) {
    State state = new State("lineage", 1, new TreeMap<>());
    for (Map.Entry<String, String> entry : new TreeMap<>(keys).entrySet()) {
      TreeMap<HostName, HostIdentity> hosts = new TreeMap<>();
      hosts.put(CP_1, new HostIdentity("id", entry.getValue()));
      ResourceAddress address = ResourceAddress.parse(entry.getKey()).orElseThrow();
      state =
          state.with(
              new Recorded(
                  address,
                  1,
                  Value.Fields.empty(),
                  new TreeSet<>(),
                  hosts,
                  List.of(),
                  Optional.empty()));
    }
    return state;
  }
}
