package dev.gantry.resources.kinds.encryptionkey;

import static org.assertj.core.api.Assertions.assertThat;

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
import org.junit.jupiter.params.provider.ValueSource;

/** The rules of EncryptionKeys, by whole configurations. */
class EncryptionKeyKindTest {
  private static final String CLUSTER =
      """
      apiVersion: gantry.dev/v1
      kind: Node
      metadata: {name: cp-1}
      spec: {address: 10.0.0.1, role: control-plane}
      ---
      apiVersion: gantry.dev/v1
      kind: Node
      metadata: {name: cp-2}
      spec: {address: 10.0.0.2, role: control-plane}
      ---
      apiVersion: gantry.dev/v1
      kind: Node
      metadata: {name: cp-3}
      spec: {address: 10.0.0.3, role: control-plane}
      ---
      apiVersion: gantry.dev/v1
      kind: ControlPlane
      metadata: {name: main}
      spec: {version: 1.36.2, endpoint: {address: api.example.org}ETCD}
      """;

  @TempDir private Path folder;

  private List<String> codes(String etcd, String... specs) {
    StringBuilder text = new StringBuilder(CLUSTER.replace("ETCD", etcd));
    for (String spec : specs) {
      text.append("---\napiVersion: gantry.dev/v1\nkind: EncryptionKey\nmetadata: {name: key-")
          .append(text.length())
          .append("}\nspec: {controlPlane: main")
          .append(spec)
          .append("}\n");
    }
    try {
      Files.writeString(folder.resolve("a.yaml"), text.toString());
      return new ConfigLoader(Kinds.all())
          .load(folder, Map.of(), Map.of()).warnings().stream().map(Diagnostic::code).toList();
    } catch (IOException e) {
      throw new AssertionError(e);
    } catch (DiagnosticException refused) {
      return refused.diagnostics().stream().map(Diagnostic::code).toList();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ", provider: secretbox, retain: 1, rotationInterval: 0s",
        ", provider: identity",
        ", resources: [secrets, widgets.example.com, '*.apps']",
        ", resources: ['*.']",
        ", resources: ['*.*']",
        ", keySource: {command: [pass, show, key]}"
      })
  void isFineAsPeopleWriteIt(String spec) {
    assertThat(codes("", spec)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "resources: []|encryption-resources",
        "resources: ['*']|encryption-resource",
        "resources: [Secrets]|encryption-resource",
        "resources: ['secrets/status']|encryption-resource",
        "resources: [secrets, secrets]|encryption-resource-twice",
        "resources: [secrets, '*.']|encryption-resource-twice",
        "resources: [deployments.apps, '*.apps']|encryption-resource-twice",
        "resources: ['*.apps', '*.*']|encryption-resource-twice",
        "rotationInterval: 59m|rotation-interval",
      })
  void isToldWhatIsWrong(String spec, String code) {
    assertThat(codes("", ", " + spec)).containsOnly(code);
  }

  @Test
  void aClusterHasOne() {
    assertThat(codes("", "", "")).containsExactly("two-encryption-keys");
  }

  @Test
  void anExternalEtcdCannotBeVerified() {
    assertThat(codes(", etcd: {mode: external, endpoints: ['https://10.0.0.9:2379']}", ""))
        .containsExactly("encryption-external-etcd");
  }

  @ParameterizedTest
  @CsvSource({
    "*.*, secrets, true",
    "*.*, *.apps, true",
    "*., secrets, true",
    "*., deployments.apps, false",
    "*.apps, deployments.apps, true",
    "*.apps, secrets, false",
    "*.apps, *.apps, false",
    "secrets, secrets, false",
    "*.apps, *.*, false"
  })
  void aWildcardStandsForItsGroup(String wildcard, String name, boolean covers) {
    assertThat(ResourceNames.covers(wildcard, name)).isEqualTo(covers);
  }
}
