package dev.gantry.providers.kube;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The table of nodes, as kubectl prints it. */
class ClusterNodeTest {
  private static final String LINES =
      """
      host-1\t10.244.0.0/24\tv1.36.2\tTrue\t\t{"a":"b","node-role.kubernetes.io/control-plane":""}\t{"c":"d"}\t[{"effect":"NoSchedule","key":"node-role.kubernetes.io/control-plane"},{"effect":"NoExecute","key":"k","value":"v"}]
      host-2\t\tv1.36.1\tUnknown\ttrue\t{}\t\t
      """;

  private static ClusterNode node(String name) {
    return Optional.ofNullable(ClusterNode.parse(LINES).get(name)).orElseThrow();
  }

  @Test
  void everyFieldIsRead() {
    ClusterNode first = node("host-1");
    assertThat(first.podCidr()).isEqualTo("10.244.0.0/24");
    assertThat(first.version()).isEqualTo("v1.36.2");
    assertThat(first.ready()).isEqualTo("True");
    assertThat(first.cordoned()).isFalse();
    assertThat(first.labels()).containsEntry("a", "b").hasSize(2);
    assertThat(first.annotations()).containsExactly(Map.entry("c", "d"));
    assertThat(first.taints())
        .containsExactly("node-role.kubernetes.io/control-plane:NoSchedule", "k=v:NoExecute");
  }

  @Test
  void whatIsNotSetIsEmpty() {
    ClusterNode second = node("host-2");
    assertThat(second.podCidr()).isEmpty();
    assertThat(second.cordoned()).isTrue();
    assertThat(second.annotations()).isEmpty();
    assertThat(second.taints()).isEmpty();
  }

  @Test
  void aLineThatWasCutIsNoNode() {
    assertThat(ClusterNode.parse(LINES.substring(0, 80))).isEmpty();
    assertThat(ClusterNode.parse("")).isEmpty();
  }
}
