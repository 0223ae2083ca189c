package dev.gantry.providers.kubeadm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gantry.resources.kind.SpecReader;
import dev.gantry.resources.kinds.controlplane.ControlPlaneSpec;
import dev.gantry.resources.value.CanonicalJson;
import dev.gantry.resources.value.Value;
import dev.gantry.resources.yaml.YamlValues;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What stays of a cluster's own configuration. */
class KeptConfigurationTest {
  private static final String FOUND =
      """
      apiServer:
        certSANs: [old.example.com]
        extraArgs:
        - {name: encryption-provider-config, value: /etc/kubernetes/enc/enc.yaml}
        - {name: encryption-provider-config-automatic-reload, value: "true"}
        - {name: profiling, value: "false"}
        extraEnvs: [{name: GODEBUG, value: "true"}]
        extraVolumes:
        - {name: enc, hostPath: /etc/kubernetes/enc, mountPath: /etc/kubernetes/enc, readOnly: true, pathType: DirectoryOrCreate}
        timeoutForControlPlane: 4m0s
      apiVersion: kubeadm.k8s.io/v1beta4
      certificatesDir: /etc/kubernetes/pki
      certificateValidityPeriod: 8760h0m0s
      dns: {imageTag: v1.12.0}
      etcd:
        local: {dataDir: /elsewhere, serverCertSANs: [etcd.example.com]}
      featureGates: {RootlessControlPlane: true}
      kind: ClusterConfiguration
      kubernetesVersion: v1.30.0
      """;

  private static Value.Fields ours(String version, Map<String, String> flags) {
    Value.Fields spec =
        PaperCluster.spec()
            .with("version", Value.of(version))
            .with("apiServerExtraArgs", Value.ofTexts(flags));
    PaperCluster paper = new PaperCluster().node("cp-1", "control-plane", 1).declared(spec);
    return new KubeadmDocuments(
            Cluster.of("main", SpecReader.read(ControlPlaneSpec.class, spec), paper.inventory()))
        .cluster();
  }

  private static Value.Fields merged(Value.Fields ours) {
    return new KeptConfiguration(YamlValues.parse(FOUND).orElseThrow()).in(ours);
  }

  @Test
  void whatGantryHasNoFieldForStays() {
    Value.Fields merged = merged(ours("1.36.2", Map.of("audit-log-maxage", "30")));

    assertThat(CanonicalJson.compact(merged.fields("apiServer")))
        .isEqualTo(
            """
            {"certSANs":[],"extraArgs":[{"name":"audit-log-maxage","value":"30"},\
            {"name":"encryption-provider-config","value":"/etc/kubernetes/enc/enc.yaml"},\
            {"name":"encryption-provider-config-automatic-reload","value":"true"}],\
            "extraEnvs":[{"name":"GODEBUG","value":"true"}],\
            "extraVolumes":[{"hostPath":"/etc/kubernetes/enc","mountPath":"/etc/kubernetes/enc",\
            "name":"enc","pathType":"DirectoryOrCreate","readOnly":true}]}""");
    assertThat(merged.fields("featureGates").find("RootlessControlPlane")).contains(Value.of(true));
    assertThat(merged.fields("dns").text("imageTag")).contains("v1.12.0");
    assertThat(merged.text("certificateValidityPeriod")).contains("8760h0m0s");
  }

  @Test
  void whatGantryHasAFieldForIsAsTheFieldSays() {
    Value.Fields merged =
        merged(ours("1.36.2", Map.of("encryption-provider-config", "/srv/enc.yaml")));

    assertThat(merged.text("kubernetesVersion")).contains("v1.36.2");
    assertThat(merged.fields("etcd").fields("local").text("dataDir")).contains("/var/lib/etcd");
    assertThat(ExtraArgs.read(merged.fields("apiServer")))
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(
                "encryption-provider-config", "/srv/enc.yaml",
                "encryption-provider-config-automatic-reload", "true"));
  }

  @Test
  void aVersionGetsOnlyFieldsThatItKnows() {
    Value.Fields old = merged(ours("1.30.5", Map.of()));
    assertThat(old.fields("apiServer").text("timeoutForControlPlane")).contains("4m0s");
    assertThat(old.fields("apiServer").find("extraEnvs")).isEmpty();
    assertThat(old.find("certificateValidityPeriod")).isEmpty();
    assertThat(old.fields("apiServer").fields("extraArgs").text("encryption-provider-config"))
        .contains("/etc/kubernetes/enc/enc.yaml");

    Value.Fields now = merged(ours("1.36.2", Map.of()));
    assertThat(now.fields("apiServer").find("timeoutForControlPlane")).isEmpty();
  }

  @Test
  void nothingFoundChangesNothingAndMergingTwiceIsMergingOnce() {
    Value.Fields ours = ours("1.36.2", Map.of("v", "2"));

    assertThat(KeptConfiguration.none().in(ours)).isEqualTo(ours);
    assertThat(merged(merged(ours))).isEqualTo(merged(ours));
  }

  @Test
  void flagsOfEncryptionAreFoundInAManifest() {
    String manifest =
        """
        apiVersion: v1
        kind: Pod
        spec:
          containers:
          - command:
            - kube-apiserver
            - --advertise-address=10.0.0.1
            - --encryption-provider-config=/etc/kubernetes/enc/enc.yaml
            name: kube-apiserver
        """;

    assertThat(EncryptionGuard.flags(manifest))
        .containsExactly(Map.entry("encryption-provider-config", "/etc/kubernetes/enc/enc.yaml"));
    assertThat(EncryptionGuard.flags("")).isEmpty();
  }
}
