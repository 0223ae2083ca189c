package dev.gantry.providers.encryptionkey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gantry.engine.plan.Change;
import dev.gantry.engine.spi.Step;
import dev.gantry.engine.spi.Subject;
import dev.gantry.providers.host.Secrets;
import dev.gantry.providers.host.Workstation;
import dev.gantry.providers.kubeadm.PaperCluster;
import dev.gantry.resources.address.HostName;
import dev.gantry.resources.address.ResourceAddress;
import dev.gantry.resources.diagnostic.DiagnosticException;
import dev.gantry.resources.kinds.encryptionkey.EncryptionKeySpec;
import dev.gantry.resources.value.Sha256;
import dev.gantry.resources.value.Value;
import dev.gantry.state.Vault;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Keys from control planes into the state, and from the state back to control planes. */
class RecoveryTest {
  private static final ResourceAddress ADDRESS = new ResourceAddress("EncryptionKey", "main");
  private static final Instant NOW = Instant.parse("2026-11-01T10:00:00Z");
  private static final byte[] KEY =
      "0123456789abcdef0123456789abcdef".getBytes(StandardCharsets.UTF_8);
  private static final KeyRing REST =
      new KeyRing(
          1,
          Phase.REMOVED,
          new KeyRing.Side("key1", List.of("secrets")),
          new KeyRing.Side("key1", List.of("secrets")),
          new TreeMap<>(Map.of("key1", new KeyRing.Key("aesgcm", new Value.Sealed(""), "", NOW))));

  private final Map<Vault.Place, String> sealed = new HashMap<>();
  private final EncryptionKeySpec spec = Specs.spec("aesgcm", "secrets");

  private Vault vault() {
    return new Vault() {
      @Override
      public void unlock() {}

      @Override
      public Value.Sealed seal(Place place, byte[] secret, Optional<Value.Sealed> before) {
        sealed.put(place, new String(secret, StandardCharsets.UTF_8));
        return new Value.Sealed("v1:" + Base64.getEncoder().encodeToString(secret));
      }

      @Override
      public byte[] open(Place place, Value.Sealed what) {
        throw new IllegalStateException("nothing is opened here");
      }
    };
  }

  private static String line(String name, String text) {
    return name
        + "\t"
        + Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8))
        + "\n";
  }

  private static String whole() {
    Map<String, byte[]> secrets = Map.of("key1", KEY);
    return line("file", KeyFile.of(REST, secrets))
        + line("history", KeyFile.history(REST, secrets));
  }

  private Value.Fields found(String first, String second) {
    SortedMap<HostName, String> answers =
        new TreeMap<>(Map.of(new HostName("cp-1"), first, new HostName("cp-2"), second));
    return RecoveredKeys.attributes(
        ADDRESS, spec, answers, new RecoveredKeys.Sealing(vault(), NOW));
  }

  @Test
  void theStateSaysWhatEveryControlPlaneIsToHave() {
    Value.Fields found = found(whole(), "");
    KeyRing ring = KeyRing.of(found).orElseThrow();
    assertThat(ring.isAtRest()).isTrue();
    assertThat(ring.to()).isEqualTo(REST.to());
    assertThat(sealed)
        .containsExactly(
            Map.entry(
                new Vault.Place(ADDRESS, KeyRing.place("key1")),
                new String(KEY, StandardCharsets.UTF_8)));
    assertThat(Course.towards(spec, Optional.of(ring), false, false).isNothing()).isTrue();
    String sum = Sha256.hex(KeyFile.of(REST, Map.of("key1", KEY)));
    for (String host : List.of("cp-1", "cp-2")) {
      assertThat(found.fields(Deployed.NAME).fields(host).text("file")).contains(sum);
    }
    assertThat(found.toString()).doesNotContain(new String(KEY, StandardCharsets.UTF_8));
  }

  @Test
  void aFileThatWasEditedIsNotPassedOver() {
    assertThatThrownBy(() -> found(whole(), line("file", "providers: [kms]")))
        .isInstanceOf(DiagnosticException.class)
        .hasMessageContaining("of cp-2 is not as Gantry writes it");
    assertThatThrownBy(() -> found("", ""))
        .isInstanceOf(DiagnosticException.class)
        .hasMessageContaining("No control plane has a file");
    assertThat(sealed).isEmpty();
  }

  private List<Step> steps(KeyRing ring) {
    PaperCluster paper =
        new PaperCluster()
            .node("cp-1", "control-plane", 1)
            .node("cp-2", "control-plane", 2)
            .node("w-1", "worker", 3)
            .declared(
                Value.Fields.empty()
                    .with("version", Value.of("1.36.2"))
                    .with(
                        "endpoint",
                        Value.Fields.empty().with("address", Value.of("api.example.org"))))
            .encrypted(spec);
    Value.Fields attributes = Value.Fields.empty().with(KeyRing.NAME, ring.toValue());
    return new EncryptionRecovery(paper.remotes(), new Secrets(Workstation.here(Path.of(""))))
        .steps(
            new Subject<>(ADDRESS, spec, Optional.empty(), paper.inventory(), paper.inventory()),
            new Change.Update(ADDRESS, attributes, attributes, List.of()));
  }

  @Test
  void everyControlPlaneHasItsFileBeforeTheFirstApiServerIsStarted() {
    List<Step> steps = steps(REST);
    assertThat(steps)
        .extracting(Step::id)
        .containsExactly("write:cp-1", "write:cp-2", "start:cp-1", "start:cp-2", "loaded");
    assertThat(steps.subList(2, 5)).extracting(Step::order).containsOnly(Step.Order.IN_TURN);
  }

  @Test
  void whatWasNeverBegunIsNotCalledRecovered() {
    KeyRing planned = KeyRing.first(REST.to(), false);
    assertThatThrownBy(() -> steps(planned))
        .isInstanceOf(DiagnosticException.class)
        .hasMessageContaining("never begun");
  }
}
