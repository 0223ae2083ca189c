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

/**
 * The fields of a Node on real hosts: Docker with cri-dockerd on the first, machines that are never
 * changed in place as the second and the third.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class NodeFieldsLabIT {
  private static final String NETWORK = "10.84.0.0/24";
  private static final String DAEMON = "/etc/docker/daemon.json";
  private static final String NODES =
      """
      apiVersion: gantry.dev/v1
      kind: Project
      metadata: {name: fields}
      spec:
        variables:
          network: {description: The first three numbers.}
          sshKey: {description: The key.}
        defaults:
          Node:
            interface: eth0
            timeSync: {check: off}
            ssh: {privateKey: "${var.sshKey}"}
      ---
      apiVersion: gantry.dev/v1
      kind: Node
      metadata: {name: host-1}
      spec:
        address: ${var.network}.11
        ipv6Address: fd88:10:84:0::11
        displayName: "Rack 1, left"
        nodeName: ip
        role: control-plane
        schedulable: true
        maxPods: 64
        kubeletExtraArgs: {v: "4"}
        labels: {zone: a}
        annotations: {example.com/owner: "team; rm -rf $HOME"}
        taints: [{key: dedicated, value: db, effect: PreferNoSchedule}]
        roles: {infra: {}, log: {taint: false}}
        packages: {files: [CRI_DOCKERD]}
        runtime:
          type: docker
          dataRoot: /srv/data/docker images
          logs: {maxSize: 50Mi, maxFiles: 3}
          cni: {binDir: "/opt/100% $HOME \\"bin\\""}
          dockerExtraArgs: {storage-driver: vfs, max-concurrent-downloads: "7"}
      ---
      apiVersion: gantry.dev/v1
      kind: Node
      metadata: {name: host-2}
      spec:
        address: ${var.network}.12
        lifecycle: immutable
        kernel: {sysctls: {vm.max_map_count: "262144"}}
        runtime: {dataRoot: /srv/containerd}
      ---
      apiVersion: gantry.dev/v1
      kind: Node
      metadata: {name: host-3}
      spec:
        address: ${var.network}.13
        lifecycle: immutable
        kernel: {sysctls: {vm.max_map_count: "262144"}}
      """;

  private final Map<String, String> fresh = new TreeMap<>();
  private Lab lab;
  private Workspace workspace;

  @BeforeAll
  void up(@TempDir Path folder) throws InterruptedException, IOException {
    lab = Lab.up("fields", NETWORK, 3);
    Files.writeString(
        folder.resolve("nodes.yaml"), NODES.replace("CRI_DOCKERD", CriDockerdPackage.into(folder)));
    workspace = Workspace.in(folder, NETWORK, lab);
    for (String host : List.of("host-1", "host-2", "host-3")) {
      fresh.put(host, HostPhoto.of(lab, host));
    }
  }

  @AfterAll
  void down() {
    if (lab != null) {
      lab.close();
    }
  }

  @Test
  @Order(1)
  void applyMakesEveryFieldReal() throws InterruptedException {
    assertThat(workspace.gantry("apply", "--auto-approve").ok())
        .contains("Apply complete! Resources: 3 added, 0 changed, 0 destroyed.");
    assertNoChanges();

    assertThat(lab.sh("host-1", "docker info"))
        .contains("Docker Root Dir: /srv/data/docker images")
        .contains("Cgroup Driver: systemd")
        .contains("Logging Driver: json-file")
        .contains("Storage Driver: vfs");
    assertThat(lab.sh("host-1", "cat " + DAEMON))
        .contains("\"max-size\" : \"50m\"")
        .contains("\"max-file\" : \"3\"")
        .contains("\"max-concurrent-downloads\" : 7");
    assertThat(lab.sh("host-1", "systemctl is-active docker cri-docker containerd"))
        .isEqualTo("active\nactive\nactive\n");
    assertThat(lab.sh("host-1", "systemctl is-enabled docker cri-docker cri-docker.socket"))
        .isEqualTo("enabled\nenabled\nenabled\n");
    assertThat(lab.sh("host-1", "ip -br link; iptables-save 2>/dev/null || true"))
        .doesNotContainIgnoringCase("docker");
    assertThat(lab.sh("host-1", "getent ahosts host-1"))
        .contains("10.84.0.11 ")
        .contains("fd88:10:84::11 ");
    assertThat(lab.sh("host-2", "containerd config dump"))
        .contains("root = \"/srv/containerd\"")
        .contains("bin_dir = \"/opt/cni/bin\"");
  }

  @Test
  @Order(2)
  void systemdGivesCriDockerdItsArgumentsAsTheyWereTyped() throws InterruptedException {
    if (System.getenv("GANTRY_LAB_CRI_DOCKERD") == null) {
      assertThat(lab.sh("host-1", "cat " + CriDockerdPackage.ARGUMENTS))
          .isEqualTo(
              """
              --container-runtime-endpoint
              fd://
              --network-plugin=cni
              --cni-bin-dir=/opt/100% $HOME "bin"
              --cni-conf-dir=/etc/cni/net.d
              --pod-infra-container-image=registry.k8s.io/pause:3.10
              --ipv6-dual-stack
              """);
    }
    assertThat(lab.sh("host-1", "stat -c %F /run/cri-dockerd.sock")).isEqualTo("socket\n");
  }

  @Test
  @Order(3)
  void whatTheKubernetesNodeShallLookLikeIsRecorded() throws InterruptedException {
    assertThat(workspace.gantry("state", "show", "Node/host-1").ok())
        .contains("10.84.0.11,fd88:10:84:0::11")
        .contains("unix:///run/cri-dockerd.sock")
        .contains("node-role.kubernetes.io/control-plane")
        .contains("node-role.kubernetes.io/infra")
        .contains("reserved")
        .contains("PreferNoSchedule")
        .contains("Rack 1, left")
        .contains("max-pods")
        .contains("eth0");
  }

  @Test
  @Order(4)
  void fieldsOfTheClusterTouchNoMachine() throws InterruptedException {
    String before = HostPhoto.times(lab, "host-1");
    workspace.edit("nodes.yaml", "labels: {zone: a}", "labels: {zone: b}");
    workspace.edit("nodes.yaml", "maxPods: 64", "maxPods: 65");

    assertThat(workspace.gantry("apply", "--auto-approve").ok())
        .contains("Apply complete! Resources: 0 added, 1 changed, 0 destroyed.");
    assertThat(HostPhoto.times(lab, "host-1")).isEqualTo(before);
    assertNoChanges();
  }

  @Test
  @Order(5)
  void handEditsOfDockerAreDriftAndAreRepaired() throws InterruptedException {
    String good = lab.sh("host-1", "cat " + DAEMON);
    lab.sh("host-1", "sed -i 's/50m/9g/; s/\"iptables\" : false/\"iptables\" : true/' " + DAEMON);
    lab.sh("host-1", "systemctl stop cri-docker.service");

    Exec drift = workspace.gantry("drift");
    assertThat(drift.exit()).isEqualTo(2);
    assertThat(drift.output()).contains("9Gi").contains("iptables").contains("cri-dockerd");
    workspace.gantry("apply", "--auto-approve").ok();
    assertThat(lab.sh("host-1", "cat " + DAEMON)).isEqualTo(good);
    assertNoChanges();
  }

  @Test
  @Order(6)
  void immutableMachinesAreReplacedOneAfterAnother() throws InterruptedException {
    workspace.edit("nodes.yaml", "\"262144\"", "\"262145\"");

    String plan = workspace.gantry("plan").ok();
    assertThat(plan)
        .contains("Node/host-2 must be replaced")
        .contains("Node/host-3 must be replaced")
        .contains("lifecycle is immutable")
        .doesNotContain("Node/host-1 ");
    String output = workspace.gantry("apply", "--auto-approve").ok();
    List<String> lines =
        output.substring(output.indexOf("Node/host-2: Replacing...")).lines().toList();
    assertThat(last(lines, "Node/host-2: Repl")).isLessThan(first(lines, "Node/host-3: Repl"));
    assertThat(lab.sh("host-3", "cat /proc/sys/vm/max_map_count")).isEqualTo("262145\n");
    assertNoChanges();
  }

  @Test
  @Order(7)
  void aWrongInterfaceAndANodeOfAClusterAreRefusedByThePlan() throws InterruptedException {
    workspace.edit("nodes.yaml", "nodeName: ip", "nodeName: ip\n  interface: ens9");
    Exec plan = workspace.gantry("plan");
    assertThat(plan.output()).contains("The machine has no network interface ens9");
    workspace.edit("nodes.yaml", "nodeName: ip\n  interface: ens9", "nodeName: ip");

    lab.sh("host-1", "mkdir -p /etc/kubernetes && : >/etc/kubernetes/kubelet.conf");
    workspace.edit("nodes.yaml", "/srv/data/docker images", "/srv/other");
    assertThat(workspace.gantry("plan").output())
        .contains(
            "runtime.dataRoot cannot change while the machine is a node of a running cluster");
    workspace.edit("nodes.yaml", "/srv/other", "/srv/data/docker images");
    lab.sh("host-1", "rm -r /etc/kubernetes");
    assertNoChanges();
  }

  @Test
  @Order(8)
  void aRenamedNodeKeepsItsMachine() throws InterruptedException {
    workspace.edit("nodes.yaml", "metadata: {name: host-3}", "metadata: {name: db-1}");
    workspace.edit("nodes.yaml", "${var.network}.13", "${var.network}.13\n  hostname: host-3");
    workspace.gantry("state", "mv", "Node/host-3", "Node/db-1").ok();

    assertThat(workspace.gantry("apply", "--auto-approve").ok())
        .contains("Apply complete! Resources: 0 added, 1 changed, 0 destroyed.");
    assertThat(lab.sh("host-3", "cat /etc/gantry/node /etc/hosts"))
        .contains("Node/db-1")
        .doesNotContain("Node/host-3");
    assertNoChanges();
  }

  @Test
  @Order(9)
  void destroyGivesTheHostsBackAsTheyWere() throws InterruptedException {
    assertThat(workspace.gantry("destroy", "--auto-approve").ok())
        .contains("Destroy complete! Resources: 3 destroyed.");
    for (String host : fresh.keySet()) {
      assertThat(HostPhoto.of(lab, host)).as(host).isEqualTo(fresh.get(host));
      assertThat(lab.sh(host, "ls -d /srv/* /var/lib/docker /run/docker* 2>/dev/null || true"))
          .isEmpty();
    }
  }

  private void assertNoChanges() throws InterruptedException {
    Exec plan = workspace.gantry("plan", "--detailed-exitcode");
    assertThat(plan.exit()).as(plan.output()).isZero();
  }

  private static int first(List<String> lines, String start) {
    for (int i = 0; i < lines.size(); i++) {
      if (lines.get(i).startsWith(start)) {
        return i;
      }
    }
    throw new AssertionError(start + " is not in " + lines);
  }

  private static int last(List<String> lines, String start) {
    return lines.size() - 1 - first(lines.reversed(), start);
  }
}
