package dev.gantry.providers.encryption;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gantry.engine.probe.HostReading;
import dev.gantry.resources.address.HostName;
import dev.gantry.resources.diagnostic.Diagnostic;
import dev.gantry.state.HostIdentity;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What control planes answer, and what is wrong with it. */
final class EncryptionStatusTest {
  private static final String PATH = "/etc/kubernetes/enc/enc.yaml";
  private static final String A = "a".repeat(64);
  private static final String B = "b".repeat(64);

  /** As it leaves the machine: fingerprints in the place of keys. */
  private static final String CONFIG =
      """
      apiVersion: apiserver.config.k8s.io/v1
      kind: EncryptionConfiguration
      resources:
      - resources: [secrets, widgets.example.com]
        providers:
        - aesgcm: {keys: [{name: key2, secret: sha256:3eb1bd43}, {name: key1, secret: "?"}]}
        - kms: {apiVersion: v2, name: vault, endpoint: unix:///run/kms.sock}
        - identity: {}
      - resources: ['*.*']
        providers: [{identity: {}}]
      """;

  @Test
  void keysAreToldByTheirFingerprints() {
    EncryptionConfig config = EncryptionConfig.parse(CONFIG).orElseThrow();

    assertThat(config.groups().getFirst().readers())
        .containsExactly(
            new EncryptionConfig.Reader(new StoredBy("aesgcm", "key2"), "3eb1bd43"),
            new EncryptionConfig.Reader(new StoredBy("aesgcm", "key1"), "not base64"),
            new EncryptionConfig.Reader(new StoredBy("kms", "vault"), ""),
            new EncryptionConfig.Reader(StoredBy.IDENTITY, ""));
    assertThat(config.groups().getFirst().writer()).isEqualTo(new StoredBy("aesgcm", "key2"));
    assertThat(config.toString()).doesNotContain("MDEy");
  }

  @Test
  void whatIsNoConfigurationIsNotTakenForOne() {
    for (String text :
        List.of(
            "",
            "kind: Secret",
            "[]",
            "kind: [",
            "\u0000",
            "kind: EncryptionConfiguration\n---\na: b")) {
      assertThat(EncryptionConfig.parse(text)).as(text).isEmpty();
    }
    assertThat(EncryptionConfig.parse("kind: EncryptionConfiguration\nresources: [1, {}]"))
        .hasValueSatisfying(
            config ->
                assertThat(config.groups())
                    .singleElement()
                    .satisfies(group -> assertThat(group.writer().isClear()).isTrue()));
  }

  @Test
  void allIsWellWhereAllHaveLoadedTheSameFile() {
    EncryptionStatus status =
        status(answer("cp-1", "true", "sha256:" + A, A), answer("cp-2", "true", A, A));

    assertThat(status.problems()).isEmpty();
    assertThat(status.isOff()).isFalse();
    assertThat(status.config()).isPresent();
  }

  @Test
  void nothingToldIsNoProblem() {
    EncryptionStatus status = status(host("cp-1", "path\t\n"), host("cp-2", "path\t\n"));

    assertThat(status.isOff()).isTrue();
    assertThat(status.problems()).isEmpty();
    assertThat(status.config()).isEmpty();
  }

  @Test
  void everythingThatIsWrongIsTold() {
    EncryptionStatus status =
        status(
            answer("cp-1", "true", B, A),
            answer("cp-2", "", B, A),
            host("cp-3", "path\t\n"),
            host("cp-4", "path\t" + PATH + "\nreload\ttrue\n"),
            host(
                "cp-5",
                "path\t"
                    + PATH
                    + "\nreload\ttrue\nmode\t644 root:root\nsha256\t"
                    + A
                    + "\ncontent\t"
                    + encoded("x")));

    assertThat(status.config()).isEmpty();
    assertThat(status.problems())
        .containsExactly(
            "The control planes do not have the same file: what one API server writes another may"
                + " not be able to read.",
            "cp-1: its API server has not loaded the file that is there yet: it looks once a"
                + " minute.",
            "cp-2: its API server has not loaded the file that is there: it reads it when it"
                + " starts.",
            "cp-3: its API server is not told to encrypt, others are.",
            "cp-4: " + PATH + " is not there: its API server will not start again.",
            "cp-5: " + PATH + " is not an EncryptionConfiguration.",
            "cp-5: " + PATH + " is 644 root:root, not 600 root:root.");
  }

  @Test
  void whoCouldNotBeAskedMayEncrypt() {
    SortedMap<HostName, HostReading> readings = new TreeMap<>();
    readings.put(new HostName("cp-1"), answered(new HostReading.Output(0, "path\t\n", "")));
    readings.put(
        new HostName("cp-2"),
        new HostReading.Silent(Diagnostic.error("unreachable", "no answer", "…")));
    readings.put(new HostName("cp-3"), answered(new HostReading.Output(44, "", "")));
    readings.put(
        new HostName("cp-4"), answered(new HostReading.Output(1, "", "sh: x\nsh: denied\n")));

    EncryptionStatus status = EncryptionStatus.of(readings);

    assertThat(status.isOff()).isFalse();
    assertThat(status.config()).isEmpty();
    assertThat(status.problems())
        .containsExactly(
            "cp-2: no answer", "cp-3: it has no manifest of kube-apiserver", "cp-4: sh: denied");
    assertThat(EncryptionStatus.of(new TreeMap<>()).isOff()).isFalse();
  }

  @Test
  void aSumInAFormThatIsNotKnownIsNotCompared() {
    HostEncryption host = answer("cp-1", "true", "v2-something", A);

    assertThat(host.loaded()).isEmpty();
    assertThat(host.isStale()).isFalse();
    assertThat(answer("cp-1", "true", "k8s:enc:unstable:1:" + B, A).isStale()).isTrue();
  }

  @Test
  void aSilentControlPlaneIsToldAndNotTakenForOneWithoutEncryption() {
    SortedMap<HostName, Diagnostic> silent = new TreeMap<>();
    silent.put(new HostName("cp-2"), Diagnostic.error("unreachable", "no answer", "…"));
    EncryptionStatus status = new EncryptionStatus(List.of(answer("cp-1", "true", A, A)), silent);

    assertThat(status.problems()).containsExactly("cp-2: no answer");
  }

  private static EncryptionStatus status(HostEncryption... hosts) {
    return new EncryptionStatus(new ArrayList<>(List.of(hosts)), new TreeMap<>());
  }

  private static HostEncryption answer(String host, String reload, String loaded, String sum) {
    return host(
        host,
        "path\t%s\nreload\t%s\nloaded\t%s\nmode\t600 root:root\nsha256\t%s\ncontent\t%s\n"
            .formatted(PATH, reload, loaded, sum, encoded(CONFIG)));
  }

  private static String encoded(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  private static HostEncryption host(String host, String answer) {
    return HostEncryption.of(new HostName(host), answered(new HostReading.Output(0, answer, "")));
  }

  private static HostReading.Answered answered(HostReading.Output output) {
    return new HostReading.Answered(
        new HostIdentity("id", "key"),
        new TreeMap<>(),
        new TreeMap<>(Map.of(HostEncryption.NAME, output)));
  }
}
