package dev.gantry.cli.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** A cluster's life, from bare hosts and back, one chapter a test. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ClusterLabIT {
  private static final String NETWORK = "10.98.0.0/24";
  private static final List<String> HOSTS = List.of("host-1", "host-2", "host-3", "host-4");

  private final Map<String, String> fresh = new TreeMap<>();
  private KubePrograms programs;
  private Lab lab;
  private Workspace workspace;

  @BeforeAll
  void up(@TempDir Path folder) throws InterruptedException, IOException {
    lab = Lab.up("cluster", NETWORK, HOSTS.size());
    programs = KubePrograms.given(folder);
    Path configuration = Files.createDirectories(folder.resolve("configuration"));
    Files.writeString(
        configuration.resolve("cluster.yaml"), cluster(programs.packages(), lab.key()));
    Files.writeString(
        configuration.resolve("nodes.yaml"), node("host-1", "control-plane") + node("host-2"));
    workspace = Workspace.of(configuration, Map.of("NO_COLOR", "1"));
    for (String host : HOSTS) {
      fresh.put(host, HostPhoto.of(lab, host));
    }
  }

  @AfterAll
  void down() {
    if (lab != null) {
      lab.close();
    }
  }

  private static String cluster(String packages, String key) {
    return """
      apiVersion: gantry.dev/v1
      kind: Project
      metadata: {name: cluster}
      spec:
        defaults:
          Node:
            ssh: {privateKey: %2$s}
            runtime:
              cgroupDriver: cgroupfs
              sandboxImage: registry.k8s.io/pause:3.10.2
              settings: {cri.restrict_oom_score_adj: "true"}
      ---
      apiVersion: gantry.dev/v1
      kind: ControlPlane
      metadata: {name: main}
      spec:
        version: 1.36.2
        endpoint: {address: 10.98.0.11}
        packages: %1$s
        addons: {coreDNS: false}
        kubeProxyConfiguration: {conntrack.maxPerCore: "0"}
        kubeletConfiguration: {failCgroupV1: "false"}
        preflight: {waive: [{name: SystemVerification, reason: the lab's kernel}]}
        apiServerExtraArgs: {audit-log-maxage: "30"}
        preventDestroy: true
      ---
      apiVersion: gantry.dev/v1
      kind: CNI
      metadata: {name: main}
      spec: {controlPlane: main, type: bridge}
      """
        .formatted(packages, key);
  }

  private static String node(String name) {
    return node(name, "worker");
  }

  private static String node(String name, String role) {
    return """
      ---
      apiVersion: gantry.dev/v1
      kind: Node
      metadata: {name: %1$s}
      spec:
        address: 10.98.0.1%2$s
        role: %3$s
        labels: {zone: a}
      """
        .formatted(name, name.substring(name.length() - 1), role);
  }

  private void converged() throws InterruptedException {
    Exec plan = workspace.gantry("plan", "--detailed-exitcode");
    assertThat(plan.output()).contains("No changes.");
    assertThat(plan.exit()).isZero();
  }

  private String kubectl(String arguments) throws InterruptedException {
    return lab.sh("host-1", "kubectl --kubeconfig=/etc/kubernetes/admin.conf " + arguments);
  }

  @Test
  @Order(1)
  void oneApplyMakesAClusterOfBareHosts() throws InterruptedException {
    assertThat(workspace.gantry("apply", "--auto-approve").ok())
        .contains("Apply complete! Resources: 4 added, 0 changed, 0 destroyed.");
    converged();
    assertThat(workspace.gantry("show", "ControlPlane/main").ok())
        .contains("APIServerReady")
        .contains("EtcdHealthy")
        .contains("NodesJoined");
  }

  @Test
  @Order(2)
  void noSecretOfTheJoinIsKept() throws InterruptedException, IOException {
    String state = Files.readString(workspace.file("gantry.state.json"));
    assertThat(state).doesNotContainPattern("[a-z0-9]{6}\\.[a-z0-9]{16}\\b");
    assertThat(state).doesNotContain("certificateKey");
  }

  @Test
  @Order(3)
  void aLabelTouchesNoMachine() throws InterruptedException {
    String first = HostPhoto.times(lab, "host-1");
    String second = HostPhoto.times(lab, "host-2");
    workspace.edit(
        "nodes.yaml", "role: worker\n  labels: {zone: a}", "role: worker\n  labels: {zone: b}");
    assertThat(workspace.gantry("apply", "--auto-approve").ok()).contains("0 added, 2 changed");
    assertThat(kubectl("get nodes -o jsonpath='{range .items[*]}{.metadata.labels}{\"\\t\"}'"))
        .contains("\"zone\":\"b\"");
    assertThat(HostPhoto.times(lab, "host-1")).isEqualTo(first);
    assertThat(HostPhoto.times(lab, "host-2")).isEqualTo(second);
    converged();
  }

  @Test
  @Order(4)
  void aWorkerMoreIsOneHostWritten() throws InterruptedException, IOException {
    String first = HostPhoto.times(lab, "host-1");
    String second = HostPhoto.times(lab, "host-2");
    Files.writeString(
        workspace.file("nodes.yaml"),
        Files.readString(workspace.file("nodes.yaml")) + node("host-3"));
    assertThat(workspace.gantry("apply", "--auto-approve").ok()).contains("1 added, 2 changed");
    assertThat(HostPhoto.times(lab, "host-1")).isEqualTo(first);
    assertThat(HostPhoto.times(lab, "host-2")).isEqualTo(second);
    converged();
  }

  @Test
  @Order(5)
  void aFlagIsChangedAndAHandEditIsDrift() throws InterruptedException {
    workspace.edit("cluster.yaml", "audit-log-maxage: \"30\"", "audit-log-maxage: \"31\"");
    assertThat(workspace.gantry("apply", "--auto-approve").ok()).contains("0 added, 1 changed");
    converged();
    String manifest = "/etc/kubernetes/manifests/kube-scheduler.yaml";
    lab.sh("host-1", "echo '# by hand' >> " + manifest);
    Exec drift = workspace.gantry("drift");
    assertThat(drift.exit()).isEqualTo(2);
    assertThat(drift.output()).contains("host-1").contains(manifest);
    assertThat(workspace.gantry("apply", "--auto-approve").ok()).contains("0 added, 1 changed");
    converged();
  }

  @Test
  @Order(6)
  void aJoinThatWasKilledIsFinishedByTheNextApply(@TempDir Path logs)
      throws InterruptedException, IOException {
    Files.writeString(
        workspace.file("nodes.yaml"),
        Files.readString(workspace.file("nodes.yaml")) + node("host-4"));
    lab.sh("host-4", "touch /run/standin-slow");
    Process killed =
        workspace.start(Files.createTempFile(logs, "killed", ".log"), "apply", "--auto-approve");
    Await.until(
        "host-4 begins to join",
        () ->
            !killed.isAlive()
                || lab.on("host-4", "test", "-e", "/etc/kubernetes/kubelet.conf").exit() == 0);
    killed.destroyForcibly().waitFor();
    lab.sh("host-4", "rm -f /run/standin-slow; pkill -f '[s]leep 600' || true");
    assertThat(workspace.gantry("apply", "--auto-approve").exit()).isZero();
    assertThat(kubectl("get nodes -o jsonpath='{range .items[*]}{.metadata.name}{\"\\t\"}'"))
        .contains("host-4");
    converged();
  }

  @Test
  @Order(7)
  void aWorkerLessIsGivenBack() throws InterruptedException, IOException {
    Files.writeString(
        workspace.file("nodes.yaml"),
        Files.readString(workspace.file("nodes.yaml")).replace(node("host-3"), ""));
    assertThat(workspace.gantry("apply", "--auto-approve").ok())
        .contains("0 added, 2 changed, 1 destroyed");
    assertThat(kubectl("get nodes -o jsonpath='{range .items[*]}{.metadata.name}{\"\\t\"}'"))
        .doesNotContain("host-3");
    assertThat(HostPhoto.of(lab, "host-3")).isEqualTo(fresh.get("host-3"));
    converged();
  }

  @Test
  @Order(8)
  void destroyIsRefusedUntilItIsAllowedAndGivesTheHostsBack() throws InterruptedException {
    assertThat(workspace.gantry("destroy", "--auto-approve").output()).contains("preventDestroy");
    workspace.edit("cluster.yaml", "preventDestroy: true", "preventDestroy: false");
    workspace.gantry("apply", "--auto-approve").ok();
    assertThat(workspace.gantry("destroy", "--auto-approve").ok())
        .contains("Destroy complete! Resources: 5 destroyed.");
    for (String host : HOSTS) {
      assertThat(HostPhoto.of(lab, host)).as(host).isEqualTo(fresh.get(host));
    }
  }
}
