package dev.gantry.providers.encryptionkey;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gantry.resources.value.Value;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class KeyRingTest {
  private static final KeyRing.Side ONE = new KeyRing.Side("key1", List.of("secrets"));
  private static final KeyRing.Side TWO = new KeyRing.Side("key2", List.of("secrets", "*.apps"));
  private static final KeyRing.Side TEN = new KeyRing.Side("key10", List.of("secrets"));

  private static KeyRing.Key key(String provider) {
    return new KeyRing.Key(
        provider, new Value.Sealed("v1:abc"), "12345678", Instant.parse("2026-11-01T10:00:00Z"));
  }

  private static KeyRing ring(Phase phase, KeyRing.Side from, KeyRing.Side to, String... keys) {
    Map<String, KeyRing.Key> all = new TreeMap<>();
    for (String name : keys) {
      all.put(name, key(name.equals("key1") ? "aescbc" : "aesgcm"));
    }
    return new KeyRing(3, phase, from, to, new TreeMap<>(all));
  }

  @Test
  void comesBackFromTheState() {
    for (Phase phase : Phase.values()) {
      KeyRing ring = ring(phase, ONE, TWO, "key1", "key2");
      assertThat(KeyRing.of(Value.Fields.empty().with(KeyRing.NAME, ring.toValue())))
          .contains(ring);
    }
    assertThat(KeyRing.of(Value.Fields.empty())).isEmpty();
  }

  @Test
  void whatWasPlannedAndNotBegunIsWhatWasBefore() {
    KeyRing planned = ring(Phase.ADDED, ONE, TWO, "key1");
    KeyRing before = planned.begun().orElseThrow();
    assertThat(before.to()).isEqualTo(ONE);
    assertThat(before.isAtRest()).isTrue();
    assertThat(before.revision()).isEqualTo(2);
    assertThat(KeyRing.first(ONE, false).begun()).isEmpty();
    assertThat(KeyRing.first(ONE, true).begun()).isEmpty();
  }

  @Test
  void aNameIsNeverUsedTwice() {
    assertThat(ring(Phase.REMOVED, TEN, TEN, "key9", "key10").nextName()).isEqualTo("key11");
    assertThat(ring(Phase.REMOVED, TWO, TWO).nextName()).isEqualTo("key3");
    assertThat(KeyRing.first(KeyRing.Side.NOTHING, false).nextName()).isEqualTo("key1");
  }

  @Test
  void theNewestAreKeptAndTheOneThatWrites() {
    KeyRing ring = ring(Phase.VERIFIED, TWO, TEN, "key1", "key2", "key9", "key10");
    assertThat(ring.settled(2).keys()).containsOnlyKeys("key9", "key10");
    KeyRing older = ring(Phase.VERIFIED, TEN, TWO, "key1", "key2", "key9", "key10");
    assertThat(older.settled(1).keys()).containsOnlyKeys("key2", "key10");
  }

  @Test
  void theFileOfAPhaseHasWhoWritesFirst() {
    Map<String, byte[]> secrets =
        Map.of(
            "key1", "0123456789abcdef".getBytes(StandardCharsets.UTF_8),
            "key2", "fedcba9876543210".getBytes(StandardCharsets.UTF_8));
    KeyRing ring = ring(Phase.ADDED, ONE, TWO, "key1", "key2");
    assertThat(KeyFile.of(ring, secrets))
        .isEqualTo(
            "{\"apiVersion\":\"apiserver.config.k8s.io/v1\",\"kind\":\"EncryptionConfiguration\","
                + "\"resources\":[{\"providers\":[{\"aescbc\":{\"keys\":[{\"name\":\"key1\","
                + "\"secret\":\"MDEyMzQ1Njc4OWFiY2RlZg==\"}]}},{\"aesgcm\":{\"keys\":[{\"name\":"
                + "\"key2\",\"secret\":\"ZmVkY2JhOTg3NjU0MzIxMA==\"}]}}],\"resources\":"
                + "[\"secrets\"]},{\"providers\":[{\"identity\":{}},{\"aesgcm\":{\"keys\":[{\"name\":"
                + "\"key2\",\"secret\":\"ZmVkY2JhOTg3NjU0MzIxMA==\"}]}}],\"resources\":"
                + "[\"*.apps\"]}]}\n");
    assertThat(KeyFile.of(ring.in(Phase.PROMOTED), secrets))
        .containsSubsequence("key2", "key1", "secrets", "key2", "identity", "*.apps");
    assertThat(KeyFile.of(ring.settled(8), secrets)).doesNotContain("key1", "identity");
    assertThat(KeyFile.history(ring.settled(8), secrets))
        .containsSubsequence("key2", "key1", "identity");
  }

  @Test
  void wildcardsComeLastInAFile() {
    KeyRing narrower =
        new KeyRing(
            2,
            Phase.PROMOTED,
            new KeyRing.Side("key1", List.of("*.*")),
            new KeyRing.Side("key1", List.of("secrets", "*.apps")),
            new TreeMap<>(Map.of("key1", key("aesgcm"))));
    assertThat(Rules.of(narrower).stream().map(Rules.Group::resources))
        .containsExactly(List.of("secrets"), List.of("*.apps"), List.of("*.*"));
    assertThat(Rules.goals(narrower).keySet()).containsExactly("secrets", "*.apps", "*.*");
    assertThat(Rules.of(narrower.settled(8))).hasSize(2);
  }

  @Test
  void aWayThatWasCutOffIsGoneToItsEndFirst() {
    var spec = Specs.spec("aesgcm", "secrets");
    Course course =
        Course.towards(
            spec, Optional.of(ring(Phase.PROMOTED, ONE, TWO, "key1", "key2")), false, false);
    assertThat(course.rings()).hasSize(2);
    assertThat(course.rings().getFirst().to()).isEqualTo(TWO);
    assertThat(course.rings().getLast().to())
        .isEqualTo(new KeyRing.Side("key2", List.of("secrets")));
    assertThat(course.last().revision()).isEqualTo(4);
  }

  @Test
  void whatIsAsWantedHasNoWayToGo() {
    Optional<KeyRing> rest = Optional.of(ring(Phase.REMOVED, ONE, ONE, "key1"));
    assertThat(Course.towards(Specs.spec("aescbc", "secrets"), rest, false, false).isNothing())
        .isTrue();
    assertThat(
            Course.towards(Specs.spec("aescbc", "secrets"), rest, true, false).last().to().writer())
        .isEqualTo("key2");
    assertThat(
            Course.towards(Specs.spec("identity", "secrets"), rest, true, false)
                .last()
                .to()
                .writer())
        .isEqualTo("identity");
  }
}
