package dev.gantry.cli.render;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gantry.cli.terminal.Style;
import dev.gantry.providers.encryption.EncryptionStatus;
import dev.gantry.providers.encryption.HostEncryption;
import dev.gantry.providers.encryption.StoredBy;
import dev.gantry.providers.encryption.StoredCount;
import dev.gantry.resources.address.HostName;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What a person and a program are told of encryption. */
final class EncryptionTextTest {
  private static final StoredBy KEY = new StoredBy("secretbox", "key1");
  private static final String SECRET = "MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=";

  @Test
  void controlPlanesAndKeysAreTablesAndProblemsFollow() {
    EncryptionStatus status =
        new EncryptionStatus(
            List.of(answer("cp-1", "a", "a"), answer("cp-2", "b", "a")), new TreeMap<>());

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

    assertThat(EncryptionText.of(counts, Style.plain()))
        .isEqualTo(
            """
            RESOURCE    OBJECTS  STORED
            configmaps  0        -
            secrets     2        in the clear    not secretbox key1
                        40       secretbox key1

            2 of 42 objects are not stored as the configuration says. They change when they are written again: kubectl get RESOURCE -A -o json | kubectl replace -f -
            """);
    assertThat(EncryptionJson.of(counts).get("verified").booleanValue()).isFalse();
  }

  private static HostEncryption answer(String host, String loaded, String sum) {
    return HostEncryption.of(
        new HostName(host),
        """
      path /etc/kubernetes/enc/enc.yaml
      reload true
      loaded sha256:%s
      mode 600 root:root
      sha256 %s
      content
      kind: EncryptionConfiguration
      resources:
      - resources: [secrets, configmaps]
        providers:
        - secretbox: {keys: [{name: key1, secret: %s}]}
        - identity: {}
      """
            .formatted(loaded.repeat(64), sum.repeat(64), SECRET));
  }
}
