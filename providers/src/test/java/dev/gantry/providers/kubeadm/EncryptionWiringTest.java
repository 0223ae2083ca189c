package dev.gantry.providers.kubeadm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gantry.resources.kind.SpecReader;
import dev.gantry.resources.kinds.controlplane.ControlPlaneSpec;
import dev.gantry.resources.value.Value;
import dev.gantry.resources.yaml.YamlValues;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EncryptionWiringTest {
  private static final String DOCUMENT =
      """
      apiVersion: kubeadm.k8s.io/v1beta4
      kind: ClusterConfiguration
      apiServer:
        extraArgs:
        - {name: audit-log-maxage, value: "30"}
        extraVolumes:
        - {name: audit, hostPath: /srv/audit, mountPath: /srv/audit}
      """;

  /** As kubeadm writes it, shortened; between the braces is what an EncryptionKey adds. */
  private static final String MANIFEST =
      """
      apiVersion: v1
      kind: Pod
      spec:
        containers:
        - command:
          - kube-apiserver
          - --advertise-address=10.0.0.1
      {    - --encryption-provider-config=/etc/kubernetes/encryption/encryption-provider.conf
          - --encryption-provider-config-automatic-reload=true
      }    image: registry.k8s.io/kube-apiserver:v1.36.2
          volumeMounts:
          - mountPath: /etc/ssl/certs
            name: ca-certs
            readOnly: true
      {    - mountPath: /etc/kubernetes/encryption
            name: gantry-encryption
            readOnly: true
      }    - mountPath: /etc/kubernetes/pki
            name: k8s-certs
            readOnly: true
        volumes:
        - hostPath:
            path: /etc/ssl/certs
            type: DirectoryOrCreate
          name: ca-certs
      {  - hostPath:
            path: /etc/kubernetes/encryption
            type: DirectoryOrCreate
          name: gantry-encryption
      }status: {}
      """;

  @TempDir Path folder;

  private static Value.Fields document(String text) {
    return YamlValues.parse(text).orElseThrow();
  }

  @Test
  void whatIsPutOnIsTakenOffAgain() {
    for (String text :
        List.of(
            DOCUMENT,
            "apiVersion: kubeadm.k8s.io/v1beta4\nkind: ClusterConfiguration\n",
            "apiVersion: kubeadm.k8s.io/v1beta3\napiServer: {extraArgs: {audit-log-maxage: '3'}}\n")) {
      Value.Fields before = document(text);
      Value.Fields on = EncryptionWiring.on(before);
      assertThat(on).isNotEqualTo(before);
      assertThat(EncryptionWiring.on(on)).isEqualTo(on);
      assertThat(EncryptionWiring.off(on)).isEqualTo(before);
      assertThat(ExtraArgs.read(on.fields("apiServer")))
          .containsEntry("encryption-provider-config", EncryptionWiring.FILE)
          .containsEntry("encryption-provider-config-automatic-reload", "true");
    }
  }

  @Test
  void encryptionIsNoDriftOfTheCluster() {
    String with =
        """
        kind: ClusterConfiguration
        apiVersion: kubeadm.k8s.io/v1beta4
        apiServer:
          extraVolumes:
          - {name: audit, hostPath: /srv/audit, mountPath: /srv/audit}
          - {name: gantry-encryption, hostPath: /e, mountPath: /e, readOnly: true}
          extraArgs:
          - {name: audit-log-maxage, value: "30"}
          - {name: encryption-provider-config, value: /e/f}
        """;
    assertThat(owned(with)).isEqualTo(owned(DOCUMENT));
    assertThat(owned(with.replace("30", "31"))).isNotEqualTo(owned(DOCUMENT));
  }

  private static Value owned(String text) {
    return OwnedConfiguration.attribute(
        text, SpecReader.read(ControlPlaneSpec.class, PaperCluster.spec()));
  }

  @Test
  void aManifestWithEncryptionHasTheSumOfOneWithout() throws Exception {
    String without = MANIFEST.replaceAll("(?s)\\{ .*?\\n\\}", "");
    String with = MANIFEST.replaceAll("\\{ ", " ").replaceAll("(?m)^\\}", "");
    assertThat(with).isNotEqualTo(without);
    assertThat(sum(with)).isEqualTo(sum(without)).isEqualTo(plain(without));
    assertThat(sum(with.replace("10.0.0.1", "10.0.0.2"))).isNotEqualTo(plain(without));
    String other = with.replace("k8s-certs", "others");
    assertThat(sum(other)).isNotEqualTo(plain(without));
  }

  @Test
  void otherFilesHaveTheirPlainSum() throws Exception {
    Path file = Files.writeString(folder.resolve("etcd.yaml"), "- name: gantry-encryption\n");
    assertThat(run(List.of(file.toString(), folder.resolve("none").toString())))
        .isEqualTo(plain("- name: gantry-encryption\n") + "  " + file + "\n");
  }

  /** The real program, with this file for the manifest. */
  private String sum(String manifest) throws IOException, InterruptedException {
    Path file = Files.writeString(folder.resolve("kube-apiserver.yaml"), manifest);
    return ManifestSums.parse(run(List.of(file.toString()))).getOrDefault(file.toString(), "");
  }

  private String run(List<String> files) throws IOException, InterruptedException {
    List<String> argv = new ArrayList<>(ManifestSums.argv(files));
    argv.replaceAll(
        word ->
            word.equals(Paths.manifest("kube-apiserver"))
                ? folder.resolve("kube-apiserver.yaml").toString()
                : word);
    Process process = new ProcessBuilder(argv).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).isZero();
    return said;
  }

  private static String plain(String text) throws Exception {
    return HexFormat.of()
        .formatHex(
            MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
  }
}
