package dev.gantry.providers.kubeadm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gantry.resources.value.Value;
import dev.gantry.resources.yaml.YamlValues;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ImportedFieldsTest {
  private static final String NEW =
      """
      apiVersion: kubeadm.k8s.io/v1beta4
      kind: ClusterConfiguration
      apiServer:
        certSANs: [api.example.org]
        extraArgs:
        - {name: v, value: "2"}
        - {name: v, value: "3"}
        - {name: etcd-servers, value: http://x}
        extraVolumes: [{name: audit}]
      caCertificateValidityPeriod: 87600h0m0s
      certificateValidityPeriod: 17520h0m0s
      certificatesDir: /etc/kubernetes/pki
      clusterName: main
      controlPlaneEndpoint: api.lan:6443
      controllerManager:
        extraArgs: [{name: node-cidr-mask-size, value: "25"}]
      dns: {}
      featureGates: {}
      etcd: {local: {dataDir: /data/etcd, extraArgs: [{name: quota-backend-bytes, value: "8"}]}}
      imageRepository: mirror.lan/k8s
      kubernetesVersion: v1.36.2
      networking: {dnsDomain: corp.lan, podSubnet: 10.1.0.0/16, serviceSubnet: 10.2.0.0/16}
      proxy: {disabled: true}
      scheduler: {}
      """;

  private static final String OLD =
      """
      apiVersion: kubeadm.k8s.io/v1beta3
      kind: ClusterConfiguration
      apiServer: {extraArgs: {v: "4"}, timeoutForControlPlane: 4m0s}
      clusterName: kubernetes
      controllerManager:
        extraArgs: {node-cidr-mask-size-ipv4: "26", node-cidr-mask-size-ipv6: "72"}
      etcd:
        external: {endpoints: ["https://e:2379"], caFile: /a, certFile: /b, keyFile: /c}
      imageRepository: registry.k8s.io
      kubernetesVersion: v1.29.3
      networking:
        dnsDomain: cluster.local
        podSubnet: 10.1.0.0/16,fd01::/48
        serviceSubnet: 10.2.0.0/16,fd02::/112
      """;

  @Test
  void theNewFormHasListsOfFlags() {
    ImportedFields fields = fields(NEW);

    Value.Fields spec = fields.read("10.0.0.1:6443");

    assertThat(spec.text("version")).contains("1.36.2");
    assertThat(spec.fields("endpoint").text("address")).contains("api.lan:6443");
    assertThat(spec.fields("apiServerExtraArgs")).isEqualTo(Value.ofTexts(Map.of("v", "3")));
    assertThat(spec.find("controllerManagerExtraArgs")).isEmpty();
    assertThat(spec.fields("network").find("nodeCIDRMask")).contains(Value.of(25));
    assertThat(spec.fields("network").text("dnsDomain")).contains("corp.lan");
    assertThat(spec.fields("etcd").text("dataDir")).contains("/data/etcd");
    assertThat(spec.fields("packages").text("imageRepository")).contains("mirror.lan/k8s");
  }

  @Test
  void whatHasNoFieldIsTold() {
    ImportedFields fields = fields(NEW);
    fields.read("10.0.0.1:6443");

    assertThat(fields.leftOut())
        .containsExactlyInAnyOrder(
            "apiServer.extraArgs.v (all but the last)",
            "apiServer.extraArgs.etcd-servers",
            "apiServer.extraVolumes",
            "certificateValidityPeriod");
  }

  @Test
  void theOldFormHasMapsAndTwoFamiliesHaveTwoMasks() {
    ImportedFields fields = fields(OLD);

    Value.Fields spec = fields.read("[fd00::1]:6443");

    assertThat(spec.fields("endpoint").text("address")).contains("[fd00::1]:6443");
    assertThat(spec.fields("apiServerExtraArgs")).isEqualTo(Value.ofTexts(Map.of("v", "4")));
    assertThat(spec.fields("network").text("family")).contains("dual");
    assertThat(spec.fields("network").find("nodeCIDRMask")).contains(Value.of(26));
    assertThat(spec.fields("network").find("nodeCIDRMaskIPv6")).contains(Value.of(72));
    assertThat(spec.fields("etcd").text("mode")).contains("external");
    assertThat(spec.fields("etcd").fields("client").text("keyFile")).contains("/c");
    assertThat(fields.leftOut())
        .containsExactly("clusterName kubernetes: it is the resource's name");
  }

  @Test
  void settingsAreThoseThatKubeadmDoesNotWriteByItself() {
    ImportedSettings kubelet =
        ImportedSettings.ofKubelet(
            parse(
                """
                apiVersion: kubelet.config.k8s.io/v1beta1
                kind: KubeletConfiguration
                authentication: {anonymous: {enabled: false}, webhook: {cacheTTL: 0s}}
                cgroupDriver: systemd
                clusterDNS: [10.96.0.10]
                evictionHard: {memory.available: 5%}
                healthzPort: 10248
                maxPods: 90
                memorySwap: {}
                rotateCertificates: true
                syncFrequency: 0s
                """));
    ImportedSettings proxy =
        ImportedSettings.ofProxy(
            parse(
                "mode: ipvs\nipvs: {strictARP: true, scheduler: ''}\nclusterCIDR: 10.1.0.0/16\n"));

    assertThat(kubelet.settings()).isEqualTo(Map.of("maxPods", "90"));
    assertThat(kubelet.leftOut()).containsExactly("evictionHard.memory.available");
    assertThat(proxy.settings()).isEqualTo(Map.of("mode", "ipvs", "ipvs.strictARP", "true"));
    assertThat(proxy.leftOut()).isEmpty();
  }

  private static ImportedFields fields(String yaml) {
    return new ImportedFields("main", parse(yaml));
  }

  private static Value.Fields parse(String yaml) {
    return YamlValues.parse(yaml).orElseThrow();
  }
}
