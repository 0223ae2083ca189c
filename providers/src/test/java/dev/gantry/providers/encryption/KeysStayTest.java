package dev.gantry.providers.encryption;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gantry.engine.probe.HostReading;
import dev.gantry.resources.address.HostName;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The real program on a file with keys: what it tells of them, and what it does not. */
final class KeysStayTest {
  private static final HostName HOST = new HostName("cp-1");

  /** Its bytes are "0123456789abcdef0123456789abcdef". */
  private static final String KEY = "MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=";

  private static final String OTHER = "//79/Pv6+fj39vX08/Lx8O/u7ezr6uno5+bl5OPi4eA=";

  @TempDir Path folder;
  private Path file = Path.of("");

  @BeforeEach
  void place() {
    file = folder.resolve("enc.yaml");
  }

  @Test
  void keysAreToldByFingerprintInEveryFormThatKubernetesReads() throws IOException {
    for (String keys :
        List.of(
            "[{name: key1, secret: " + KEY + "}, {secret: \"" + OTHER + "\", name: key2}]",
            "[{\"name\":\"key1\",\"secret\":\""
                + KEY
                + "\"},{\"name\":\"key2\",\"secret\":\""
                + OTHER
                + "\"}]",
            "\n      - name: key1\n        secret: "
                + KEY
                + "\n      - name: key2\n        secret: '"
                + OTHER
                + "'")) {
      String text = told(keys);

      assertThat(text).doesNotContain("MDEyMzQ1", "//79/");
      assertThat(
              host(keys).file().orElseThrow().config().orElseThrow().groups().getFirst().readers())
          .as(keys)
          .containsExactly(
              new EncryptionConfig.Reader(new StoredBy("aesgcm", "key1"), "3eb1bd43"),
              new EncryptionConfig.Reader(new StoredBy("aesgcm", "key2"), "1865c008"),
              new EncryptionConfig.Reader(StoredBy.IDENTITY, ""));
    }
  }

  @Test
  void whatTheFileAndTheApiServerAreIsTold() throws IOException {
    HostEncryption host = host("[{name: key1, secret: " + KEY + "}]");

    assertThat(host.path()).contains(file.toString());
    assertThat(host.reload()).isTrue();
    assertThat(host.file().orElseThrow().mode()).startsWith("600 ");
    assertThat(host.loaded()).contains("c".repeat(64));
    assertThat(host.isStale()).isTrue();
  }

  @Test
  void aFileThatIsNotThereIsNotThere() throws IOException {
    EtcdMachine machine = new EtcdMachine(folder, List.of(), 1);
    machine.manifest(folder.resolve("gone").toString());

    HostReading reading = machine.read(HOST, HostEncryption.request());
    assertThat(OwnApi.problem(HOST, reading, HostEncryption.NAME)).isEmpty();
    assertThat(HostEncryption.of(HOST, (HostReading.Answered) reading).file()).isEmpty();
  }

  private HostEncryption host(String keys) throws IOException {
    return HostEncryption.of(HOST, (HostReading.Answered) asked(keys));
  }

  private String told(String keys) throws IOException {
    HostReading.Answered answered = (HostReading.Answered) asked(keys);
    String out = answered.command(HostEncryption.NAME).orElseThrow().stdout();
    String content = out.substring(out.indexOf("content\t") + 8).strip();
    return out + new String(Base64.getDecoder().decode(content), StandardCharsets.UTF_8);
  }

  private HostReading asked(String keys) throws IOException {
    Files.writeString(
        file,
        """
        apiVersion: apiserver.config.k8s.io/v1
        kind: EncryptionConfiguration
        resources:
        - resources: [secrets]
          providers:
          - aesgcm:
              keys: %s
          - identity: {}
        """
            .formatted(keys));
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    EtcdMachine machine = new EtcdMachine(folder, List.of(), 1);
    machine.manifest(file.toString());
    machine.metrics(
        "apiserver_encryption_config_controller_last_config_info{apiserver_id_hash=\"x\",hash=\"sha256:"
            + "c".repeat(64)
            + "\"} 1\n");
    return machine.read(HOST, HostEncryption.request());
  }
}
