package dev.gantry.resources.kinds.node;

import static dev.gantry.resources.kinds.node.Nodes.at;
import static dev.gantry.resources.kinds.node.Nodes.group;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gantry.resources.kind.SpecReader;
import dev.gantry.resources.value.Value;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class KubernetesNodeTest {
  @Test
  void aPlainWorkerHasItsNameAndNothingElse() {
    KubernetesNode node = node(at("10.0.0.1"));

    assertThat(node.nodeName()).isEqualTo("w-1");
    assertThat(node.criSocket()).contains("unix:///run/containerd/containerd.sock");
    assertThat(node.labels()).isEmpty();
    assertThat(node.annotations()).isEmpty();
    assertThat(node.taints()).isEmpty();
    assertThat(node.kubeletExtraArgs())
        .isEqualTo(
            Map.of(
                "container-log-max-files", "5",
                "container-log-max-size", "100Mi",
                "node-ip", "10.0.0.1"));
  }

  @Test
  void theNameIsTheHostnameOrTheAddress() {
    Value.Fields named = at("10.0.0.1").with("hostname", Value.of("db-7"));

    assertThat(node(named).nodeName()).isEqualTo("db-7");
    assertThat(node(named.with("nodeName", Value.of("ip"))).nodeName()).isEqualTo("10.0.0.1");
  }

  @Test
  void aControlPlaneKeepsApplicationsAwayUnlessTheyMayRunOnIt() {
    Value.Fields plane = at("10.0.0.1").with("role", Value.of("control-plane"));

    assertThat(written(node(plane)))
        .containsExactly("node-role.kubernetes.io/control-plane:NoSchedule");
    KubernetesNode shared = node(plane.with("schedulable", Value.of(true)));
    assertThat(shared.taints()).isEmpty();
    assertThat(shared.labels()).isEqualTo(Map.of("node-role.kubernetes.io/control-plane", ""));
  }

  @Test
  void eachRoleIsALabelAndATaint() {
    Value.Fields roles =
        group(
            Map.of(
                "infra", Value.Fields.empty(),
                "log", group(Map.of("value", Value.of("only-logs"))),
                "gpu", group(Map.of("taint", Value.of(false)))));
    Value.Fields own =
        group(
            Map.of(
                "key", Value.of("dedicated"),
                "value", Value.of("x"),
                "effect", Value.of("NoExecute")));
    KubernetesNode node =
        node(at("10.0.0.1").with("roles", roles).with("taints", new Value.Many(List.of(own))));

    assertThat(node.labels())
        .isEqualTo(
            Map.of(
                "node-role.kubernetes.io/infra", "",
                "node-role.kubernetes.io/log", "",
                "node-role.kubernetes.io/gpu", ""));
    assertThat(written(node))
        .containsExactly(
            "node-role.kubernetes.io/infra=reserved:NoSchedule",
            "node-role.kubernetes.io/log=only-logs:NoSchedule",
            "dedicated=x:NoExecute");
  }

  @Test
  void otherFieldsBecomeFlagsAndAnnotations() {
    KubernetesNode node =
        node(
            at("10.0.0.1")
                .with("ipv6Address", Value.of("fd00::1"))
                .with("displayName", Value.of("Rack 1"))
                .with("maxPods", Value.of(64))
                .with("kubeletExtraArgs", Value.ofTexts(Map.of("v", "4")))
                .with("runtime", group(Map.of("type", Value.of("docker")))));

    assertThat(node.kubeletExtraArgs())
        .isEqualTo(Map.of("max-pods", "64", "node-ip", "10.0.0.1,fd00::1", "v", "4"));
    assertThat(node.annotations()).isEqualTo(Map.of("gantry.dev/display-name", "Rack 1"));
  }

  @Test
  void itIsKeptAsAttributesThatReferencesReach() {
    Value.Fields fields = node(at("10.0.0.1").with("role", Value.of("control-plane"))).asFields();

    assertThat(fields.text("nodeName")).contains("w-1");
    assertThat(fields.find("taints"))
        .contains(
            new Value.Many(
                List.of(
                    group(
                        Map.of(
                            "key", Value.of("node-role.kubernetes.io/control-plane"),
                            "value", Value.of(""),
                            "effect", Value.of("NoSchedule"))))));
  }

  private static KubernetesNode node(Value.Fields fields) {
    return KubernetesNode.of("w-1", SpecReader.read(NodeSpec.class, fields));
  }

  private static List<String> written(KubernetesNode node) {
    return node.taints().stream().map(TaintSpec::written).toList();
  }
}
