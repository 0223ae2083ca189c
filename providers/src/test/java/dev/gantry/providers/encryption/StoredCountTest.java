package dev.gantry.providers.encryption;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gantry.providers.host.Scripts;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How values in etcd are counted, on a shelf that answers like etcdctl. */
final class StoredCountTest {
  private static final StoredBy NEW = new StoredBy("aesgcm", "key2");
  private static final StoredBy OLD = new StoredBy("aesgcm", "key1");

  @TempDir Path folder;

  @Test
  void prefixesAreThoseOfTheApiServer() {
    Map<String, String> prefixes = new TreeMap<>();
    for (String resource :
        List.of(
            "secrets",
            "services",
            "deployments.apps",
            "leases.coordination.k8s.io",
            "ingresses.networking.k8s.io",
            "widgets.example.com",
            "volumesnapshots.snapshot.storage.k8s.io")) {
      prefixes.put(resource, EtcdPrefix.of(resource));
    }

    assertThat(prefixes)
        .containsEntry("secrets", "/registry/secrets/")
        .containsEntry("services", "/registry/services/specs/")
        .containsEntry("deployments.apps", "/registry/deployments/")
        .containsEntry("leases.coordination.k8s.io", "/registry/leases/")
        .containsEntry("ingresses.networking.k8s.io", "/registry/ingress/")
        .containsEntry("widgets.example.com", "/registry/example.com/widgets/")
        .containsEntry(
            "volumesnapshots.snapshot.storage.k8s.io",
            "/registry/snapshot.storage.k8s.io/volumesnapshots/");
  }

  @Test
  void theFirstGroupThatNamesAResourceCounts() {
    EncryptionConfig config =
        new EncryptionConfig(
            List.of(
                group(NEW, "secrets", "widgets.example.com"),
                group(OLD, "secrets", "*.*", "*.apps")));

    assertThat(StoredCount.wanted(Optional.of(config)))
        .containsExactly(
            new StoredCount.Wanted("configmaps", OLD),
            new StoredCount.Wanted("secrets", NEW),
            new StoredCount.Wanted("widgets.example.com", NEW));
    assertThat(StoredCount.wanted(Optional.empty()))
        .containsExactly(
            new StoredCount.Wanted("configmaps", StoredBy.IDENTITY),
            new StoredCount.Wanted("secrets", StoredBy.IDENTITY));
  }

  @Test
  void everyValueOfEveryPageIsCountedOnce() throws IOException, InterruptedException {
    List<String> shelf = new ArrayList<>();
    for (int i = 0; i < 23; i++) {
      String value =
          i % 3 == 0 ? "k8s:enc:aesgcm:v1:key1:\\xff" : "k8s:enc:aesgcm:v1:key2:a \\\"b\\n";
      shelf.add(entry("/registry/secrets/n/s-%02d".formatted(i), i == 5 ? "k8s\\x00" : value));
    }

    StoredCount.Wanted wanted = new StoredCount.Wanted("secrets", NEW);
    for (int page : List.of(1, 4, 23, 500)) {
      StoredCount count = wanted.of(run(shelf, page).stdout());

      assertThat(count.found())
          .as("pages of " + page)
          .containsExactly(
              Map.entry(OLD, 8L), Map.entry(NEW, 14L), Map.entry(StoredBy.IDENTITY, 1L));
      assertThat(count.others()).isEqualTo(9);
    }
  }

  @Test
  void nothingThereIsNothingCounted() throws IOException, InterruptedException {
    Ended ended = run(List.of(), 10);

    assertThat(ended).isEqualTo(new Ended(0, ""));
  }

  @Test
  void aPageThatCannotBeReadFailsTheCount() throws IOException, InterruptedException {
    List<String> shelf = new ArrayList<>();
    for (int i = 0; i < 9; i++) {
      shelf.add(entry("/registry/secrets/n/s-" + i, "k8s:enc:aesgcm:v1:key2:x"));
    }
    shelf.set(7, "broken");

    assertThat(run(shelf, 3).exit()).isEqualTo(1);
  }

  private record Ended(int exit, String stdout) {}

  private static EncryptionConfig.Group group(StoredBy writer, String... resources) {
    return new EncryptionConfig.Group(
        List.of(resources), List.of(new EncryptionConfig.Reader(writer, "")));
  }

  private static String entry(String key, String value) {
    return "\"Key\" : \"%s\"\t\"Lease\" : 0\t\"Value\" : \"%s\"".formatted(key, value);
  }

  /** Runs the program with a kubectl that serves the shelf as etcdctl would. */
  private Ended run(List<String> shelf, int page) throws IOException, InterruptedException {
    Files.write(folder.resolve("shelf"), shelf);
    Path kubectl = folder.resolve("kubectl");
    Files.writeString(
        kubectl,
        """
        #!/bin/sh
        case "$*" in
          *' get pods '*) echo etcd-cp-1; exit 0 ;;
        esac
        for word; do
          case $word in
            --limit=*) limit=${word#--limit=} ;;
            /registry/*) from=${from:-$word} ;;
          esac
        done
        awk -F '\\t' -v from="$from" -v limit="$limit" '
          /^broken/ { exit 1 }
          substr($1, 10, length($1) - 10) "" >= from && shown < limit { print $1; print $2; print $3; shown++ }
          shown == limit { exit 0 }' "$SHELF"
        """);
    assertThat(kubectl.toFile().setExecutable(true)).isTrue();
    String program = Scripts.beside(StoredCount.class, "count.sh");
    ProcessBuilder builder =
        new ProcessBuilder(
            "/bin/sh", "-c", program, "sh", "/registry/secrets/", Integer.toString(page));
    builder.environment().merge("PATH", folder.toString(), (old, mine) -> mine + ":" + old);
    builder.environment().put("SHELF", folder.resolve("shelf").toString());
    builder.environment().put("LC_ALL", "C");
    Process process = builder.redirectError(ProcessBuilder.Redirect.DISCARD).start();
    String stdout = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Ended(process.waitFor(), stdout);
  }
}
