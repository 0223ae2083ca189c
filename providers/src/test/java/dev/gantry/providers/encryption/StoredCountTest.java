package dev.gantry.providers.encryption;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.gantry.engine.probe.HostReader;
import dev.gantry.engine.probe.HostReading;
import dev.gantry.resources.address.HostName;
import dev.gantry.resources.diagnostic.Diagnostic;
import dev.gantry.resources.diagnostic.DiagnosticException;
import java.io.IOException;
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
  void everyValueOfEveryPageIsCountedOnce() throws IOException {
    List<String> shelf = new ArrayList<>();
    for (int i = 0; i < 23; i++) {
      String value =
          i % 3 == 0 ? "k8s:enc:aesgcm:v1:key1:\\xff" : "k8s:enc:aesgcm:v1:key2:a \\\"b\\n";
      shelf.add(entry("/registry/secrets/n/s-%02d".formatted(i), i == 5 ? "k8s\\x00" : value));
    }

    StoredCount.Wanted wanted = new StoredCount.Wanted("secrets", NEW);
    for (int page : List.of(1, 4, 23, 500)) {
      StoredCount count = machine(shelf, page).count(wanted);

      assertThat(count.found())
          .as("pages of " + page)
          .containsExactly(
              Map.entry(OLD, 8L), Map.entry(NEW, 14L), Map.entry(StoredBy.IDENTITY, 1L));
      assertThat(count.others()).isEqualTo(9);
    }
  }

  @Test
  void nothingThereIsNothingCounted() throws IOException {
    assertThat(machine(List.of(), 10).count(new StoredCount.Wanted("secrets", NEW)).found())
        .isEmpty();
  }

  @Test
  void aPageThatCannotBeReadFailsTheCount() throws IOException {
    List<String> shelf = shelf(9);
    shelf.set(7, "broken");

    assertThat(failure(machine(shelf, 3))).contains("etcd gave no whole answer");
  }

  @Test
  void anAnswerThatIsCutInTheMiddleOfALineFailsTheCount() throws IOException {
    List<String> shelf = shelf(9);
    shelf.set(7, "cut");

    assertThat(failure(machine(shelf, 500))).contains("etcd gave no whole answer");
  }

  @Test
  void anAnswerThatEndsEarlyWithoutAWordFailsTheCount() throws IOException {
    List<String> shelf = shelf(9);
    shelf.set(7, "short");

    assertThat(failure(machine(shelf, 500))).contains("etcd gave no whole answer");
  }

  @Test
  void anotherControlPlaneIsAskedWhenOneIsAway() throws IOException {
    EtcdMachine machine = machine(shelf(9), 4);
    HostReader reader =
        (host, request) ->
            host.value().equals("cp-1")
                ? new HostReading.Silent(Diagnostic.error("unreachable", "no answer", "…"))
                : machine.read(host, request);

    StoredCount count =
        new EtcdCount(reader, List.of(new HostName("cp-1"), new HostName("cp-2")))
            .of(new StoredCount.Wanted("secrets", NEW));

    assertThat(count.total()).isEqualTo(9);
  }

  private static String failure(EtcdMachine machine) {
    return catchThrowableOfType(
            DiagnosticException.class, () -> machine.count(new StoredCount.Wanted("secrets", NEW)))
        .diagnostics()
        .getFirst()
        .detail();
  }

  private static List<String> shelf(int values) {
    List<String> shelf = new ArrayList<>();
    for (int i = 0; i < values; i++) {
      shelf.add(entry("/registry/secrets/n/s-" + i, "k8s:enc:aesgcm:v1:key2:x"));
    }
    return shelf;
  }

  private EtcdMachine machine(List<String> shelf, int page) throws IOException {
    return new EtcdMachine(folder, shelf, page);
  }

  private static EncryptionConfig.Group group(StoredBy writer, String... resources) {
    return new EncryptionConfig.Group(
        List.of(resources), List.of(new EncryptionConfig.Reader(writer, "")));
  }

  private static String entry(String key, String value) {
    return "\"Key\" : \"%s\"\t\"Lease\" : 0\t\"Value\" : \"%s\"".formatted(key, value);
  }
}
