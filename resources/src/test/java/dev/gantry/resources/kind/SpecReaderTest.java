package dev.gantry.resources.kind;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gantry.resources.diagnostic.DiagnosticException;
import dev.gantry.resources.kinds.node.NodeSpec;
import dev.gantry.resources.kinds.vip.VipSpec;
import dev.gantry.resources.value.AttributePath;
import dev.gantry.resources.value.Value;
import java.util.List;
import org.junit.jupiter.api.Test;

final class SpecReaderTest {
  private static final Value.Fields NODE =
      Value.Fields.empty().with("address", Value.of("10.0.0.11"));

  @Test
  void whatIsNotSetGetsItsDefault() {
    NodeSpec node = SpecReader.read(NodeSpec.class, NODE);

    assertThat(node.role()).isEqualTo(NodeSpec.Role.WORKER);
    assertThat(node.runtime().packageNames()).containsExactly("containerd");
    assertThat(node.kernel().modules()).containsExactly("overlay", "br_netfilter");
    assertThat(node.runtime().sandboxImage()).isEqualTo("registry.k8s.io/pause:3.10");
    assertThat(node.hostname()).isEmpty();
  }

  @Test
  void wordsBecomeConstants() {
    NodeSpec node = SpecReader.read(NodeSpec.class, NODE.with("role", Value.of("control-plane")));

    assertThat(node.role()).isEqualTo(NodeSpec.Role.CONTROL_PLANE);
  }

  @Test
  void computedAttributesAreIgnored() {
    Value.Fields attributes = NODE.with("facts", Value.Fields.empty());

    assertThat(SpecReader.read(NodeSpec.class, attributes))
        .isEqualTo(SpecReader.read(NodeSpec.class, NODE));
  }

  @Test
  void anUnknownValueBecomesAPlaceholder() {
    Value.Unknown unknown = new Value.Unknown("Node/a.facts.x");
    NodeSpec node =
        SpecReader.read(
            NodeSpec.class,
            NODE.with("address", unknown)
                .with("role", unknown)
                .with("ssh", unknown)
                .with("hostname", unknown)
                .with("preventDestroy", unknown));

    assertThat(node.address()).isEqualTo(SpecReader.PLACEHOLDER);
    assertThat(node.role()).isEqualTo(NodeSpec.Role.CONTROL_PLANE);
    assertThat(node.ssh().port()).isEmpty();
    assertThat(node.hostname()).isEmpty();
    assertThat(node.preventDestroy()).isFalse();
  }

  @Test
  void writingIsTheWayBack() {
    Value.Fields vip =
        Value.Fields.empty()
            .with("address", Value.of("10.0.0.100"))
            .with("nodes", Value.ofTexts(List.of("a", "b")));
    VipSpec spec = SpecReader.read(VipSpec.class, vip);

    Value.Fields written = SpecWriter.write(spec);

    assertThat(SpecReader.read(VipSpec.class, written)).isEqualTo(spec);
    assertThat(written).isEqualTo(SpecReader.conform(VipSpec.class, vip));
    assertThat(AttributePath.of("vrrp", "transport").in(written)).contains(Value.of("unicast"));
    assertThat(AttributePath.of("health", "path").in(written)).contains(Value.of("/readyz"));
  }

  @Test
  void aMisfitIsNamed() {
    assertThatThrownBy(() -> SpecReader.read(NodeSpec.class, Value.Fields.empty()))
        .isInstanceOfSatisfying(
            DiagnosticException.class,
            stop ->
                assertThat(stop.diagnostics().getFirst().detail()).contains("address: is missing"));
    assertThatThrownBy(() -> SpecReader.read(NodeSpec.class, NODE.with("ssh", Value.of(3))))
        .isInstanceOf(DiagnosticException.class);
  }

  @Test
  void replacementRulesNameTheirReason() {
    assertThat(ReplaceRules.of(NodeSpec.class))
        .containsOnlyKeys(
            AttributePath.of("address"),
            AttributePath.of("runtime", "dataRoot"),
            AttributePath.of("runtime", "type"));
    assertThat(ReplaceRules.of(VipSpec.class)).containsKey(AttributePath.of("mode"));
  }
}
