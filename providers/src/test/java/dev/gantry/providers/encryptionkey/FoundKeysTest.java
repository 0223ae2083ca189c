package dev.gantry.providers.encryptionkey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gantry.providers.encryption.file.KeyCipher;
import dev.gantry.providers.encryption.file.KeySecret;
import dev.gantry.providers.encryptionkey.FoundFile.FoundKey;
import dev.gantry.providers.encryptionkey.FoundKeys.Found;
import dev.gantry.resources.diagnostic.DiagnosticException;
import dev.gantry.resources.value.Value;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** A keyring is found again from the files that it wrote, whatever was going on. */
class FoundKeysTest {
  private static final List<String> SOME = List.of("secrets", "configmaps");

  private final SortedMap<String, FoundKey> keys = new TreeMap<>();

  private void key(String name, KeyCipher cipher) {
    keys.put(name, new FoundKey(cipher, KeySecret.generate()));
  }

  private String secretOf(String name) {
    return Optional.ofNullable(keys.get(name)).orElseThrow().secret().base64();
  }

  private Map<String, byte[]> secrets() {
    Map<String, byte[]> secrets = new TreeMap<>();
    keys.forEach((name, key) -> secrets.put(name, key.secret().bytes()));
    return secrets;
  }

  private KeyRing ring(Phase phase, KeyRing.Side from, KeyRing.Side to) {
    SortedMap<String, KeyRing.Key> ringed = new TreeMap<>();
    keys.forEach(
        (name, key) ->
            ringed.put(
                name,
                new KeyRing.Key(
                    key.cipher().word(),
                    new Value.Sealed(""),
                    key.secret().fingerprint(),
                    Instant.EPOCH)));
    return new KeyRing(1, phase, from, to, ringed);
  }

  private static KeyRing.Side side(String writer, String... resources) {
    return new KeyRing.Side(writer, List.of(resources));
  }

  private Found host(KeyRing ring) {
    return new Found(
        FoundFile.parse(KeyFile.of(ring, secrets())),
        FoundFile.parse(KeyFile.history(ring, secrets())));
  }

  private static KeyRing found(List<String> resources, Found... hosts) {
    SortedMap<String, Found> all = new TreeMap<>();
    for (Found host : hosts) {
      all.put("cp-" + all.size(), host);
    }
    return new FoundKeys(all).ring(resources);
  }

  @Test
  void everyWayInEveryPhaseIsFoundAgain() {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    String[] all = {"secrets", "configmaps", "widgets.example.com", "*.apps"};
    for (int round = 0; round < 100; round++) {
      keys.clear();
      int count = 1 + random.nextInt(4);
      for (int number = 1; number <= count; number++) {
        key(
            "key" + (number + random.nextInt(2) * 10),
            List.of(KeyCipher.values()).get(random.nextInt(3)));
      }
      List<String> names = new ArrayList<>(keys.keySet());
      names.sort((left, right) -> KeyRing.number(left) - KeyRing.number(right));
      KeyRing.Side to =
          new KeyRing.Side(names.getLast(), List.of(all).subList(0, 1 + random.nextInt(4)));
      int kind = random.nextInt(4);
      KeyRing.Side from =
          switch (kind) {
            case 0 -> KeyRing.Side.NOTHING;
            case 1 -> new KeyRing.Side(names.getFirst(), to.resources());
            case 2 -> new KeyRing.Side(to.writer(), to.resources().subList(0, 1));
            default -> new KeyRing.Side(names.getFirst(), to.resources().subList(0, 1));
          };
      List<Phase> phases = List.of(Phase.values());
      int at = random.nextInt(phases.size());
      Phase phase = phases.get(at);
      Phase next = phases.get(Math.min(phases.size() - 1, at + 1));
      KeyRing now = phase == Phase.REMOVED ? ring(phase, to, to) : ring(phase, from, to);
      KeyRing ahead = now.isAtRest() ? now : ring(next, from, to);
      KeyRing found = found(to.resources(), host(ahead), host(now), host(now));
      String what = "seed " + seed + ", round " + round + ": " + now + " found as " + found;
      assertThat(KeyFile.of(found, secrets()))
          .as(what)
          .isIn(KeyFile.of(now, secrets()), KeyFile.of(ahead, secrets()));
      assertThat(found.to()).as(what).isEqualTo(to);
      assertThat(found.keys().keySet()).as(what).isEqualTo(keys.keySet());
      assertThat(found.phase() == Phase.REMOVED)
          .as(what)
          .isEqualTo(
              KeyFile.of(now, secrets())
                  .equals(KeyFile.of(ring(Phase.REMOVED, to, to), secrets())));
    }
  }

  @Test
  void aControlPlaneThatHasNotBegunIsOneStepBehind() {
    key("key1", KeyCipher.AESGCM);
    key("key2", KeyCipher.SECRETBOX);
    KeyRing.Side one = side("key1", "secrets", "configmaps");
    KeyRing.Side two = side("key2", "secrets", "configmaps");
    KeyRing found =
        found(SOME, host(ring(Phase.REMOVED, one, one)), host(ring(Phase.ADDED, one, two)));
    assertThat(found.phase()).isEqualTo(Phase.ADDED);
    assertThat(found.from()).isEqualTo(one);
    assertThat(found.to()).isEqualTo(two);
    assertThat(found.provider("key2")).contains("secretbox");
  }

  @Test
  void whereFilesAreGoneTheOthersTell() {
    key("key1", KeyCipher.AESGCM);
    key("key2", KeyCipher.AESGCM);
    KeyRing rest = ring(Phase.REMOVED, side("key2", "secrets"), side("key2", "secrets"));
    Found whole = host(rest);
    KeyRing found =
        found(
            List.of("secrets"),
            new Found(Optional.empty(), Optional.empty()),
            new Found(whole.file(), Optional.empty()),
            new Found(Optional.empty(), whole.history()));
    assertThat(found.keys()).containsOnlyKeys("key1", "key2");
    assertThat(found.phase()).isEqualTo(Phase.REMOVED);
    assertThat(found.revision()).isEqualTo(2);
  }

  @Test
  void resourcesAreInTheConfigurationsOrder() {
    key("key1", KeyCipher.AESGCM);
    KeyRing.Side side = side("key1", "configmaps", "secrets");
    assertThat(found(SOME, host(ring(Phase.REMOVED, side, side))).to().resources()).isEqualTo(SOME);
  }

  @Test
  void whatNobodyCanTellIsRefused() {
    key("key1", KeyCipher.AESGCM);
    key("key2", KeyCipher.AESGCM);
    key("key3", KeyCipher.AESGCM);
    KeyRing.Side one = side("key1", "secrets");
    KeyRing.Side two = side("key2", "secrets");
    KeyRing.Side three = side("key3", "secrets");
    Found rested = host(ring(Phase.REMOVED, one, one));
    assertThatThrownBy(() -> found(SOME, rested, host(ring(Phase.ADDED, two, three))))
        .isInstanceOf(DiagnosticException.class)
        .hasMessageContaining("not those of one rotation");
    assertThatThrownBy(
            () ->
                found(SOME, host(ring(Phase.ADDED, one, two)), host(ring(Phase.REMOVED, two, two))))
        .hasMessageContaining("not those of one rotation");
    assertThatThrownBy(
            () ->
                found(
                    SOME,
                    new Found(Optional.empty(), rested.history()),
                    new Found(Optional.empty(), Optional.empty())))
        .hasMessageContaining("No control plane has a file");
    assertThat(rested.toString()).doesNotContain(secretOf("key1"));
    key("key1", KeyCipher.AESGCM);
    Found other = host(ring(Phase.REMOVED, one, one));
    assertThatThrownBy(() -> found(SOME, rested, other)).hasMessageContaining("another key1");
    assertThat(rested.toString()).doesNotContain(secretOf("key1"));
  }

  @Test
  void filesOfOthersAreNone() {
    assertThat(FoundFile.parse("nothing: 1")).isEmpty();
    assertThat(
            FoundFile.parse("resources: [{resources: [secrets], providers: [{kms: {name: x}}]}]"))
        .isEmpty();
    assertThat(
            FoundFile.parse(
                "resources: [{resources: [secrets], providers: [{aescbc: {keys: [{name: a,"
                    + " secret: AAAA}, {name: b, secret: BBBB}]}}]}]"))
        .isEmpty();
  }
}
