package dev.gantry.providers.kubeadm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gantry.engine.probe.HostReading;
import dev.gantry.resources.diagnostic.Diagnostic;
import dev.gantry.resources.value.Value;
import dev.gantry.state.HostIdentity;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Which versions of Kubernetes a machine's runtime and kernel stand against. */
final class MachineChecksTest {
  private static final String OLD =
      "containerd github.com/containerd/containerd 1.6.20~ds1 1.6.20~ds1-1+deb12u1";
  private static final String NEW =
      "containerd github.com/containerd/containerd/v2 v2.1.4 75cb2b7193e4";

  private static List<String> codes(
      Value.Fields spec, Value.Fields node, Map<String, String> says) {
    PaperCluster paper =
        new PaperCluster()
            .node(
                "cp-1",
                node.with("address", Value.of("10.0.0.1")).with("role", Value.of("control-plane")))
            .declared(spec);
    SortedMap<String, HostReading.Output> outputs = new TreeMap<>();
    says.forEach((name, text) -> outputs.put(name, new HostReading.Output(0, text + "\n", "")));
    MachineReading machine =
        new MachineReading(
            new HostReading.Answered(new HostIdentity("id", "key"), new TreeMap<>(), outputs));
    return new MachineChecks(Cluster.of(paper.subject(Optional.empty())), "cp-1", machine)
        .all().stream().map(Diagnostic::code).toList();
  }

  private static List<String> codes(String version, String command, String says) {
    return codes(
        PaperCluster.spec().with("version", Value.of(version)),
        Value.Fields.empty(),
        Map.of(command, says));
  }

  @Test
  void fromOneThirtySevenOnContainerdIsTwo() {
    assertThat(codes("1.37.0", KubeadmProbe.CONTAINERD, OLD)).containsExactly("containerd-too-old");
    assertThat(codes("1.36.2", KubeadmProbe.CONTAINERD, OLD)).isEmpty();
    assertThat(codes("1.37.0", KubeadmProbe.CONTAINERD, NEW)).isEmpty();
    for (String other : List.of("", "containerd", "what is this", "a b unknown")) {
      assertThat(codes("1.37.0", KubeadmProbe.CONTAINERD, other)).as(other).isEmpty();
    }
  }

  @Test
  void theContainerdBelowAnotherRuntimeIsItsOwnBusiness() {
    Value.Fields docker =
        Value.Fields.empty().with("runtime", Value.Fields.empty().with("type", Value.of("docker")));
    assertThat(
            codes(
                PaperCluster.spec().with("version", Value.of("1.37.0")),
                docker,
                Map.of(KubeadmProbe.CONTAINERD, OLD)))
        .isEmpty();
  }

  @Test
  void kernelsOlderThanKubeadmTakesAreRefusedUnlessThatIsWaived() {
    assertThat(codes("1.36.2", KubeadmProbe.KERNEL, "4.18.0-553.el8.x86_64"))
        .containsExactly("kernel-too-old");
    assertThat(codes("1.36.2", KubeadmProbe.KERNEL, "5.4.0-200-generic"))
        .containsExactly("kernel-old");
    assertThat(codes("1.34.0", KubeadmProbe.KERNEL, "5.4.0-200-generic")).isEmpty();
    assertThat(codes("1.36.2", KubeadmProbe.KERNEL, "6.1.0-18-amd64")).isEmpty();
    Value waiver =
        new Value.Many(
            List.of(
                Value.ofTexts(
                    Map.of("name", "SystemVerification", "reason", "our kernel has all of it"))));
    assertThat(
            codes(
                PaperCluster.spec().with("preflight", Value.Fields.empty().with("waive", waiver)),
                Value.Fields.empty(),
                Map.of(KubeadmProbe.KERNEL, "4.18.0")))
        .isEmpty();
  }
}
