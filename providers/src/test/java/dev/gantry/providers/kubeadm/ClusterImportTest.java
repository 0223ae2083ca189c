package dev.gantry.providers.kubeadm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gantry.engine.probe.HostReading;
import dev.gantry.engine.spi.Import;
import dev.gantry.resources.address.HostName;
import dev.gantry.resources.address.ResourceAddress;
import dev.gantry.resources.diagnostic.Diagnostic;
import dev.gantry.resources.diagnostic.DiagnosticException;
import dev.gantry.resources.value.Value;
import dev.gantry.state.HostIdentity;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A cluster of one control plane and one worker, on paper. */
class ClusterImportTest {
  private static final ResourceAddress MAIN = new ResourceAddress("ControlPlane", "main");
  private static final HostName FIRST = new HostName("at-cp-example-org");
  private static final String LABELS =
      "{\"kubernetes.io/os\":\"linux\",\"node-role.kubernetes.io/control-plane\":\"\"}";
  private static final String NODES =
      "cp.lan\t\tv1.36.2\tTrue\t\t"
          + LABELS
          + "\t{}\t[{\"key\":\"node-role.kubernetes.io/control-plane\",\"effect\":\"NoSchedule\"}]\n"
          + "w\t\tv1.36.2\tTrue\ttrue\t{\"tier\":\"web\",\"node-role.kubernetes.io/infra\":\"\"}\t{}\t"
          + "[{\"key\":\"node-role.kubernetes.io/infra\",\"value\":\"x\",\"effect\":\"NoSchedule\"},"
          + "{\"key\":\"gpu\",\"effect\":\"NoExecute\"},"
          + "{\"key\":\"node.kubernetes.io/unschedulable\",\"effect\":\"NoSchedule\"}]\n";
  private static final String CLUSTER =
      "@cluster\nkubernetesVersion: VERSION\nclusterName: main\nnetworking: {podSubnet: 10.1.0.0/16}\n";

  private final SortedMap<HostName, HostReading> readings = new TreeMap<>();
  private String cluster = CLUSTER.replace("VERSION", "v1.36.2");

  @BeforeEach
  void ready() {
    say(0, "");
    answer("cp", "id-1", Map.of("kubeadm-api", new HostReading.Output(0, "@nodes\n", "")));
    answer("w", "id-2", Map.of());
  }

  @Test
  void firstOneMachineIsAskedThenAllThatItsApiKnows() {
    SortedMap<HostName, HostReading> all = new TreeMap<>(readings);
    readings.clear();
    Import.Ask first = (Import.Ask) next();
    assertThat(first.requests()).containsOnlyKeys(FIRST);
    readings.put(FIRST, Optional.ofNullable(all.get(FIRST)).orElseThrow());

    Import.Ask second = (Import.Ask) next();

    assertThat(second.requests()).containsOnlyKeys(new HostName("cp"), new HostName("w"));
    assertThat(second.machines().get(new ResourceAddress("Node", "cp")))
        .isEqualTo(access().with("address", Value.of("10.0.0.1")));
    assertThat(second.machines().get(new ResourceAddress("Node", "w")))
        .isEqualTo(access().without("connectAddress").with("address", Value.of("10.0.0.2")));
  }

  @Test
  void nodesAreWhatTheyAreInKubernetes() {
    Import.Found found = (Import.Found) next();

    assertThat(found.resources())
        .extracting(it -> it.address().toString())
        .containsExactly("Node/cp", "Node/w", "ControlPlane/main");
    Value.Fields plane = found.resources().get(0).spec();
    assertThat(plane.text("hostname")).contains("cp.lan");
    assertThat(plane.text("lifecycle")).contains("external");
    assertThat(plane.find("schedulable")).isEmpty();
    Value.Fields worker = found.resources().get(1).spec();
    assertThat(worker.fields("labels")).isEqualTo(Value.ofTexts(Map.of("tier", "web")));
    assertThat(worker.fields("roles").fields("infra").text("value")).contains("x");
    assertThat(worker.find("taints"))
        .contains(
            new Value.Many(List.of(Value.ofTexts(Map.of("key", "gpu", "effect", "NoExecute")))));
  }

  @Test
  void theNetworkThatIsThereIsNamed() {
    Import.Found found = (Import.Found) next();

    assertThat(found.resources().getLast().remarks())
        .contains("The pods' network is left out: Cilium (kube-system/cilium) stays as it is.");
    assertThat(found.resources().getLast().spec().fields("addons").entries())
        .containsOnlyKeys("coreDNS", "kubeProxy");
  }

  @Test
  void whatIsNoKubeadmClusterIsRefused() {
    cluster = "@cluster\n\n";
    say(0, "");
    assertThat(codes()).containsExactly("import-not-kubeadm");
    say(44, "");
    assertThat(codes()).containsExactly("import-no-control-plane");
    say(1, "connection refused");
    assertThat(codes()).containsExactly("import-api-silent");
  }

  @Test
  void versionsThatCannotBeKeptAreRefused() {
    cluster = CLUSTER.replace("VERSION", "v1.27.9");
    say(0, "");
    assertThat(codes()).containsExactly("import-version");
    cluster = CLUSTER.replace("VERSION", "v1.36.3");
    say(0, "");
    assertThat(codes()).containsExactly("import-mixed-versions", "import-mixed-versions");
  }

  @Test
  void everyMachineThatIsSilentOrAnotherIsTold() {
    answer("cp", "id-9", Map.of("kubeadm-api", new HostReading.Output(0, "@nodes\n", "")));
    readings.put(
        new HostName("w"), new HostReading.Silent(Diagnostic.error("unreachable", "gone", "x")));

    assertThat(codes()).containsExactly("import-other-machine", "unreachable");
  }

  private Import next() {
    return new ClusterImport(new Import.Request(MAIN, access(), readings)).next();
  }

  private List<String> codes() {
    List<String> codes = new ArrayList<>();
    assertThatThrownBy(this::next)
        .isInstanceOfSatisfying(
            DiagnosticException.class,
            refused -> refused.diagnostics().forEach(told -> codes.add(told.code())));
    return codes;
  }

  private static Value.Fields access() {
    return Value.Fields.empty()
        .with("connectAddress", Value.of("cp.example.org"))
        .with("ssh", Value.ofTexts(Map.of("user", "ops")));
  }

  /** The first machine tells the cluster, or how that failed. */
  private void say(int exit, String stderr) {
    String text =
        "@nodes\n"
            + NODES
            + "@machines\ncp.lan\tid-1\tcontainerd://2\t10.0.0.1\nw\tid-2\tcri-o://1\t10.0.0.2\n"
            + cluster
            + "@kubelet\ncgroupDriver: systemd\n@proxy\n\n@daemonsets\nkube-system/cilium\n@coredns\n";
    readings.put(
        FIRST,
        machine("id-1", Map.of("import-cluster", new HostReading.Output(exit, text, stderr))));
  }

  private void answer(String node, String id, Map<String, HostReading.Output> outputs) {
    readings.put(new HostName(node), machine(id, outputs));
  }

  private static HostReading machine(String id, Map<String, HostReading.Output> outputs) {
    HostReading.FileReading conf =
        new HostReading.FileReading("00", "600", "root:root", 1, Optional.empty());
    return new HostReading.Answered(
        new HostIdentity(id, "ssh-ed25519 AAAA"),
        new TreeMap<>(Map.of(Paths.KUBELET_CONF, conf)),
        new TreeMap<>(outputs));
  }
}
