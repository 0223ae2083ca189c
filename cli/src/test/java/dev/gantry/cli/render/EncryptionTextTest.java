package dev.gantry.cli.render;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gantry.cli.terminal.Style;
import dev.gantry.engine.probe.HostReading;
import dev.gantry.providers.encryption.EncryptionStatus;
import dev.gantry.providers.encryption.HostEncryption;
import dev.gantry.providers.encryption.StoredBy;
import dev.gantry.providers.encryption.StoredCount;
import dev.gantry.resources.address.HostName;
import dev.gantry.resources.diagnostic.Diagnostic;
import dev.gantry.state.HostIdentity;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What a person and a program are told of encryption. */
final class EncryptionTextTest {
  private static final StoredBy KEY = new StoredBy("secretbox", "key1");
  private static final String SECRET = "MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=";

  @Test
  void controlPlanesAndKeysAreTablesAndProblemsFollow() {
    EncryptionStatus status = status(answer("a", "a"), answer("b", "a"));

    assertThat(EncryptionText.of(status, Style.plain()))
        .isEqualTo(
            """
            HOST  FILE                          MODE           SHA-256       API SERVER
            cp-1  /etc/kubernetes/enc/enc.yaml  600 root:root  aaaaaaaaaaaa  loaded
            cp-2  /etc/kubernetes/enc/enc.yaml  600 root:root  aaaaaaaaaaaa  works by bbbbbbbbbbbb

            RESOURCES            PROVIDER   KEY   FINGERPRINT
            secrets, configmaps  secretbox  key1  3eb1bd43     writes
                                 identity                      reads

            ! cp-2: its API server has not loaded the file that is there yet: it looks once a minute.
            """);
    assertThat(EncryptionJson.of(status).toString()).contains("3eb1bd43").doesNotContain(SECRET);
  }

  @Test
  void whatIsNotStoredAsItShouldBeIsCounted() {
    TreeMap<StoredBy, Long> found = new TreeMap<>();
    found.put(KEY, 40L);
    found.put(StoredBy.IDENTITY, 2L);
    List<StoredCount> counts =
        List.of(
            new StoredCount("configmaps", KEY, new TreeMap<>()),
            new StoredCount("secrets", KEY, found));

    assertThat(EncryptionText.of(counts, well(), Style.plain()))
        .isEqualTo(
            """
            RESOURCE    OBJECTS  STORED
            configmaps  0        -
            secrets     2        in the clear    not secretbox key1
                        40       secretbox key1

            2 of 42 objects are not stored as the configuration says. They change when they are written again: kubectl get RESOURCE -A -o json | kubectl replace -f -
            """);
    assertThat(EncryptionJson.of(counts, well()).get("verified").booleanValue()).isFalse();
  }

  @Test
  void countsAreNotVerifiedWhileAControlPlaneIsUnknown() {
    TreeMap<StoredBy, Long> found = new TreeMap<>();
    found.put(KEY, 40L);
    List<StoredCount> counts = List.of(new StoredCount("secrets", KEY, found));
    EncryptionStatus status =
        status(
            answer("a", "a"),
            new HostReading.Silent(Diagnostic.error("unreachable", "no answer", "…")));

    assertThat(EncryptionText.of(counts, status, Style.plain())).endsWith("\n! cp-2: no answer\n");
    JsonNode json = EncryptionJson.of(counts, status);
    assertThat(json.get("verified").booleanValue()).isFalse();
    assertThat(json.get("problems").get(0).stringValue()).isEqualTo("cp-2: no answer");
    assertThat(EncryptionJson.of(counts, well()).get("verified").booleanValue()).isTrue();
    assertThat(EncryptionText.of(status(answered("path\t\n"), answer("a", "a")), Style.plain()))
        .contains("cp-1  -                             -              -             is not told");
  }

  private static EncryptionStatus well() {
    return status(answer("a", "a"));
  }

  private static EncryptionStatus status(HostReading... readings) {
    TreeMap<HostName, HostReading> hosts = new TreeMap<>();
    for (HostReading reading : readings) {
      hosts.put(new HostName("cp-" + (hosts.size() + 1)), reading);
    }
    return EncryptionStatus.of(hosts);
  }

  private static HostReading answer(String loaded, String sum) {
    String config =
        """
        kind: EncryptionConfiguration
        resources:
        - resources: [secrets, configmaps]
          providers:
          - secretbox: {keys: [{name: key1, secret: sha256:3eb1bd43}]}
          - identity: {}
        """;
    String content = Base64.getEncoder().encodeToString(config.getBytes(StandardCharsets.UTF_8));
    return answered(
        "path\t/etc/kubernetes/enc/enc.yaml\nreload\ttrue\nloaded\tsha256:%s\nmode\t600 root:root\n"
                .formatted(loaded.repeat(64))
            + "sha256\t%s\ncontent\t%s\n".formatted(sum.repeat(64), content));
  }

  private static HostReading answered(String stdout) {
    SortedMap<String, HostReading.Output> commands = new TreeMap<>();
    HostEncryption.request()
        .commands()
        .keySet()
        .forEach(name -> commands.put(name, new HostReading.Output(0, stdout, "")));
    return new HostReading.Answered(new HostIdentity("id", "key"), new TreeMap<>(), commands);
  }
}
