package dev.gantry.providers.kubeadm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gantry.resources.kind.SpecReader;
import dev.gantry.resources.kinds.controlplane.ControlPlaneSpec;
import dev.gantry.resources.value.Value;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Which edits of a cluster's own configuration are drift. */
final class OwnedConfigurationTest {
  private static final String KEPT =
      """
      apiVersion: kubeadm.k8s.io/v1beta4
      kind: ClusterConfiguration
      kubernetesVersion: v1.36.2
      certificatesDir: /etc/kubernetes/pki
      apiServer:
        extraArgs:
        - name: audit-log-maxage
          value: "30"
      networking:
        podSubnet: 10.244.0.0/16
      scheduler: {}
      """;

  private static ControlPlaneSpec spec(Map<String, String> flags) {
    return SpecReader.read(
        ControlPlaneSpec.class,
        PaperCluster.spec().with("apiServerExtraArgs", Value.ofTexts(flags)));
  }

  private static Value of(String text) {
    return OwnedConfiguration.attribute(text, spec(Map.of()));
  }

  @Test
  void anEditOfWhatGantryWritesIsDrift() {
    for (String edited :
        new String[] {
          KEPT.replace("\"30\"", "\"31\""),
          KEPT.replace("10.244.0.0/16", "10.245.0.0/16"),
          KEPT.replace("v1.36.2", "v1.36.1"),
          KEPT.replace("- name: audit", "- {name: v, value: \"4\"}\n  - name: audit"),
          KEPT + "controlPlaneEndpoint: elsewhere:6443\n",
        }) {
      assertThat(of(edited)).as(edited).isNotEqualTo(of(KEPT));
    }
  }

  @Test
  void anEditOfWhatIsLeftToOthersAndAnotherWayOfWritingItAreNone() {
    for (String edited :
        new String[] {
          KEPT + "featureGates: {RootlessControlPlane: false}\n",
          KEPT.replace("/etc/kubernetes/pki", "/srv/pki"),
          KEPT.replace("apiServer:\n", "apiServer:\n  extraVolumes: [{name: enc, hostPath: /e}]\n"),
          KEPT.replace(
              "- name: audit",
              "- {name: encryption-provider-config, value: /etc/enc.yaml}\n  - name: audit"),
          KEPT.replace("scheduler: {}\n", "dns: {}\n# a remark\n"),
          KEPT.replace("v1beta4", "v1beta3")
              .replace(
                  "\n  - name: audit-log-maxage\n    value: \"30\"", " {audit-log-maxage: \"30\"}"),
        }) {
      assertThat(of(edited)).as(edited).isEqualTo(of(KEPT));
    }
  }

  @Test
  void aFlagOfEncryptionThatIsDeclaredIsGantrys() {
    ControlPlaneSpec declared = spec(Map.of("encryption-provider-config", "/etc/enc.yaml"));
    String with =
        KEPT.replace(
            "- name: audit",
            "- {name: encryption-provider-config, value: /etc/enc.yaml}\n  - name: audit");
    assertThat(OwnedConfiguration.attribute(with, declared))
        .isNotEqualTo(OwnedConfiguration.attribute(KEPT, declared));
  }

  @Test
  void aStateThatHasTheHashOfTheWholeKeepsItsForm() {
    Value whole = Value.of(ApiReading.hash(KEPT));
    Value.Fields recorded = Value.Fields.empty().with("clusterConfiguration", whole);
    assertThat(OwnedConfiguration.attribute(KEPT, spec(Map.of()), recorded)).isEqualTo(whole);
    assertThat(OwnedConfiguration.attribute(KEPT, spec(Map.of()), Value.Fields.empty()))
        .isEqualTo(of(KEPT));
  }

  @Test
  void whatIsNoYamlCountsAsItIs() {
    assertThat(of("a: [")).isNotEqualTo(of("b: ["));
    assertThat(of("a: [")).isEqualTo(of("a: ["));
  }
}
