package dev.gantry.resources.kinds.controlplane;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gantry.resources.address.ResourceAddress;
import dev.gantry.resources.config.Configuration;
import dev.gantry.resources.diagnostic.Diagnostic;
import dev.gantry.resources.diagnostic.DiagnosticException;
import dev.gantry.resources.kinds.Kinds;
import dev.gantry.resources.yaml.ConfigLoader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The rules of clusters and their networks, by whole configurations. */
class ControlPlaneKindTest {
  private static final String NODES =
      """
      ---
      apiVersion: gantry.dev/v1
      kind: Node
      metadata: {name: cp-1}
      spec: {address: 10.0.0.1, role: control-plane}
      ---
      apiVersion: gantry.dev/v1
      kind: Node
      metadata: {name: w-1}
      spec: {address: 10.0.0.2, labels: {cluster: blue}}
      """;

  @TempDir private Path folder;

  private Configuration load(String... documents) {
    try {
      Files.writeString(folder.resolve("a.yaml"), String.join("", documents));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    return new ConfigLoader(Kinds.all()).load(folder, Map.of(), Map.of());
  }

  /** Codes of errors, or of warnings where there is none. */
  private List<String> codes(String... documents) {
    try {
      return load(documents).warnings().stream().map(Diagnostic::code).toList();
    } catch (DiagnosticException refused) {
      return refused.diagnostics().stream().map(Diagnostic::code).toList();
    }
  }

  private static String cluster(String name, String spec) {
    return "---\napiVersion: gantry.dev/v1\nkind: ControlPlane\nmetadata: {name: "
        + name
        + "}\nspec: {version: 1.36.2, endpoint: {address: api.example.org}, "
        + spec
        + "}\n";
  }

  @Test
  void aPlainClusterHasNoProblem() {
    assertThat(codes(NODES, cluster("main", ""))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "network: {podCIDR: 10.244.0.1/16} | cidr-syntax",
        "network: {podCIDR: 'fd00::/48'} | cidr-family",
        "network: {podCIDR: 10.96.0.0/12} | cidr-overlap",
        "network: {podCIDR: 10.0.0.0/16, serviceCIDR: 10.96.0.0/16} | cidr-holds-node",
        "network: {podCIDR: 10.244.0.0/24} | node-cidr-mask",
        "network: {podCIDR: 10.244.0.0/16, nodeCIDRMask: 16} | node-cidr-mask",
        "network: {serviceCIDR: 10.96.0.0/29} | service-cidr-size",
        "network: {family: dual} | cidr-family",
        "apiServerExtraArgs: {--v: '2'} | flag-syntax",
        "apiServerExtraArgs: {etcd-servers: x} | flag-taken",
        "kubeletConfiguration: {cgroupDriver: systemd} | kubelet-setting",
        "kubeProxyConfiguration: {clusterCIDR: x} | kube-proxy-setting",
        "publicAlternativeNames: ['not a name'] | alternative-name",
        "annotations: {'-a': b} | annotation-syntax",
        "etcd: {mode: external} | etcd-endpoints",
        "etcd: {endpoints: ['https://10.0.0.9:2379']} | etcd-mode",
        "'preflight: {waive: [{name: all, reason: x}]}' | preflight-check",
        "'nodes: [cp-1], nodeSelector: {cluster: blue}' | nodes-twice",
        "nodes: [w-1] | no-control-plane",
      })
  void whatCannotBeIsRefused(String spec, String code) {
    assertThat(codes(NODES, cluster("main", spec))).contains(code);
  }

  @ParameterizedTest
  @CsvSource({"1.36, false", "1.27.9, false", "latest, false", "v1.36.2, true", "1.28.0, true"})
  void aVersionIsAReleasedOne(String version, boolean accepted) {
    String document = cluster("main", "").replace("1.36.2", version);
    assertThat(codes(NODES, document).contains("kubernetes-version")).isNotEqualTo(accepted);
  }

  @Test
  void aClusterWaitsForTheNodesThatItSelects() {
    ResourceAddress main = new ResourceAddress("ControlPlane", "main");
    ResourceAddress plane = new ResourceAddress("Node", "cp-1");
    ResourceAddress worker = new ResourceAddress("Node", "w-1");
    assertThat(load(NODES, cluster("main", "")).resources().get(main))
        .satisfies(all -> assertThat(all.dependencies()).containsExactly(plane, worker));
    assertThat(load(NODES, cluster("main", "nodes: [cp-1]")).resources().get(main))
        .satisfies(one -> assertThat(one.dependencies()).containsExactly(plane));
  }

  @Test
  void aCircleThroughASelectionIsTold() {
    String waiting =
        NODES.replace(
            "spec: {address: 10.0.0.2", "dependsOn: [ControlPlane/main]\nspec: {address: 10.0.0.2");
    assertThat(codes(waiting, cluster("main", ""))).contains("cycle");
  }

  @Test
  void aMachineIsInOneCluster() {
    assertThat(codes(NODES, cluster("a", ""), cluster("b", ""))).contains("node-of-two-clusters");
  }

  @Test
  void releasesOnTheWayAreOlderAndOneOfEachMinor() {
    String via = "upgrade: {via: [{version: %s, packages: {}}, {version: 1.34.1, packages: {}}]}";
    assertThat(codes(NODES, cluster("main", via.formatted("1.35.4")))).isEmpty();
    assertThat(codes(NODES, cluster("main", via.formatted("1.36.0")))).contains("via-not-before");
    assertThat(codes(NODES, cluster("main", via.formatted("1.34.0")))).contains("via-twice");
    assertThat(codes(NODES, cluster("main", via.formatted("new")))).contains("kubernetes-version");
    assertThat(codes(NODES, cluster("main", "upgrade: {via: [{version: 1.35.4}]}"))).isNotEmpty();
  }

  @Test
  void allNodesHaveOneCgroupDriver() {
    String other =
        NODES.replace(
            "{address: 10.0.0.2,", "{address: 10.0.0.2, runtime: {cgroupDriver: cgroupfs},");
    assertThat(codes(other, cluster("main", ""))).contains("cgroup-drivers");
    assertThat(codes(other, cluster("main", "nodes: [cp-1]"))).doesNotContain("cgroup-drivers");
  }

  @Test
  void whatCannotGrowOrBearFailuresIsWarnedOf() {
    String own = cluster("main", "").replace("api.example.org", "10.0.0.1");
    assertThat(codes(NODES, own)).containsExactly("endpoint-is-node");
    String two = NODES.replace("{address: 10.0.0.2,", "{address: 10.0.0.2, role: control-plane,");
    assertThat(codes(two, cluster("main", ""))).containsExactly("even-control-planes");
  }

  @Test
  void aClusterHasOneNetworkAndABridgeIsOfIpv4() {
    String network =
        """
        ---
        apiVersion: gantry.dev/v1
        kind: CNI
        metadata: {name: %s}
        spec: {controlPlane: main, type: bridge}
        """;
    assertThat(
            codes(
                NODES, cluster("main", ""), network.replace("%s", "a"), network.replace("%s", "b")))
        .contains("two-networks");
    String six =
        cluster(
            "main",
            "network: {family: ipv6, podCIDR: 'fd00:244::/56', serviceCIDR: 'fd00:96::/112'}");
    assertThat(codes(NODES, six, network.replace("%s", "a"))).contains("bridge-family");
  }
}
