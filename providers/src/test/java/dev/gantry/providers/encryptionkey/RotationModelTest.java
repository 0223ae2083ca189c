package dev.gantry.providers.encryptionkey;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gantry.resources.kind.SpecReader;
import dev.gantry.resources.kinds.encryptionkey.EncryptionKeySpec;
import dev.gantry.resources.kinds.encryptionkey.ResourceNames;
import dev.gantry.resources.value.Value;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Three API servers and an etcd in memory, through random wishes, each run stopped anywhere: what
 * one of them writes every other one reads, at every moment.
 */
class RotationModelTest {
  private static final List<String> STORED =
      List.of("secrets", "configmaps", "deployments.apps", "widgets.example.com");
  private static final List<List<String>> LISTS =
      List.of(
          List.of("secrets", "configmaps"),
          List.of("secrets"),
          List.of("configmaps", "widgets.example.com"),
          List.of("secrets", "*.apps"),
          List.of("*."),
          List.of("*.", "widgets.example.com"),
          List.of("*.*"));
  private static final List<String> PROVIDERS =
      List.of("aesgcm", "secretbox", "aescbc", "identity");

  private final SortedMap<String, String> etcd = new TreeMap<>();
  private final List<List<Rules.Group>> servers = new ArrayList<>();
  private final Set<String> made = new HashSet<>();
  private Random random = new Random(0);
  private Optional<KeyRing> recorded = Optional.empty();
  private boolean back;

  /** The run ends here, wherever that is. */
  private static final class Stopped extends Exception {
    private static final long serialVersionUID = 1L;
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
  void everyServerReadsWhatAnyServerWrote(long seed) {
    random = new Random(seed);
    for (int i = 0; i < 3; i++) {
      servers.add(List.of());
    }
    int ends = 0;
    for (int run = 0; run < 150; run++) {
      EncryptionKeySpec spec = spec();
      boolean rotate = random.nextInt(3) == 0;
      Optional<KeyRing> begun = recorded.flatMap(KeyRing::begun);
      try {
        for (KeyRing ring : Course.towards(spec, begun, rotate, false).rings()) {
          go(ring, spec);
        }
        ends++;
        settled(spec);
      } catch (Stopped _) {
        everybodyReads("seed " + seed + ", run " + run);
      }
    }
    assertThat(ends).isPositive();
    assertThat(made).hasSizeGreaterThan(5);
    assertThat(back).isTrue();
  }

  private EncryptionKeySpec spec() {
    return SpecReader.read(
        EncryptionKeySpec.class,
        Value.Fields.empty()
            .with("controlPlane", Value.of("main"))
            .with("provider", Value.of(PROVIDERS.get(random.nextInt(PROVIDERS.size()))))
            .with("resources", Value.ofTexts(LISTS.get(random.nextInt(LISTS.size()))))
            .with("retain", Value.of(1L + random.nextInt(4))));
  }

  /** As {@link Ways} goes it, from the phase in which it is recorded. */
  private void go(KeyRing planned, EncryptionKeySpec spec) throws Stopped {
    KeyRing ring = planned;
    if (ring.lacksKey()) {
      String name = ring.to().writer();
      assertThat(made.add(name)).as("%s is made once", name).isTrue();
      String provider = Course.name(spec.provider());
      ring = ring.with(name, new KeyRing.Key(provider, new Value.Sealed(name), "", Instant.EPOCH));
    }
    recorded = Optional.of(ring);
    maybeStop();
    if (ring.phase() == Phase.ADDED) {
      write(ring.in(Phase.ADDED));
      ring = ring.in(Phase.PROMOTED);
      recorded = Optional.of(ring);
      maybeStop();
    }
    if (ring.phase() != Phase.VERIFIED) {
      write(ring.in(Phase.PROMOTED));
      recorded = Optional.of(ring.in(Phase.REWRITING));
      maybeStop();
      rewrite(ring);
      ring = ring.in(Phase.VERIFIED);
      recorded = Optional.of(ring);
      maybeStop();
    }
    write(ring.settled(spec.retain()));
    recorded = Optional.of(ring.settled(spec.retain()));
  }

  private void write(KeyRing ring) throws Stopped {
    List<Integer> order = new ArrayList<>(List.of(0, 1, 2));
    Collections.shuffle(order, random);
    for (int server : order) {
      servers.set(server, Rules.of(ring));
      for (int i = 0; i < 3; i++) {
        String resource = STORED.get(random.nextInt(STORED.size()));
        etcd.put(resource + "/o" + random.nextInt(5), writer(random.nextInt(3), resource));
      }
      everybodyReads("amid " + ring.phase());
      maybeStop();
    }
  }

  private void rewrite(KeyRing ring) throws Stopped {
    for (var goal : Rules.goals(ring).entrySet()) {
      for (String key : List.copyOf(etcd.keySet())) {
        String resource = key.substring(0, key.indexOf('/'));
        if (goal.getKey().equals(resource) || ResourceNames.covers(goal.getKey(), resource)) {
          etcd.put(key, writer(random.nextInt(3), resource));
          maybeStop();
        }
      }
    }
  }

  /** At the end every value is what the wish says. */
  private void settled(EncryptionKeySpec spec) {
    KeyRing ring = recorded.orElseThrow();
    assertThat(ring.isAtRest()).isTrue();
    assertThat(ring.provider(ring.to().writer())).contains(Course.name(spec.provider()));
    back |= ring.to().writer().equals(KeyRing.IDENTITY);
    etcd.forEach(
        (key, writer) -> {
          String resource = key.substring(0, key.indexOf('/'));
          boolean named = ResourceNames.anyCovers(spec.resources(), resource);
          assertThat(writer).as(key).isEqualTo(named ? ring.to().writer() : KeyRing.IDENTITY);
        });
    everybodyReads("at rest");
  }

  private void maybeStop() throws Stopped {
    if (random.nextInt(40) == 0) {
      throw new Stopped();
    }
  }

  private String writer(int server, String resource) {
    return readers(servers.get(server), resource).getFirst();
  }

  private void everybodyReads(String when) {
    etcd.forEach(
        (key, writer) -> {
          for (List<Rules.Group> server : servers) {
            assertThat(readers(server, key.substring(0, key.indexOf('/'))))
                .as("%s, %s", when, key)
                .contains(writer);
          }
        });
  }

  /** As kube-apiserver does: the first group that names a resource counts; none is identity. */
  private static List<String> readers(List<Rules.Group> file, String resource) {
    return file.stream()
        .filter(group -> ResourceNames.anyCovers(group.resources(), resource))
        .findFirst()
        .map(Rules.Group::writers)
        .orElse(List.of(KeyRing.IDENTITY));
  }
}
