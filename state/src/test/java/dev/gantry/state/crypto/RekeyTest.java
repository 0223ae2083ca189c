package dev.gantry.state.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.gantry.resources.address.ResourceAddress;
import dev.gantry.resources.diagnostic.Diagnostic;
import dev.gantry.resources.diagnostic.DiagnosticException;
import dev.gantry.resources.value.AttributePath;
import dev.gantry.resources.value.Value;
import dev.gantry.state.Encryption;
import dev.gantry.state.JournalEntry;
import dev.gantry.state.Recorded;
import dev.gantry.state.State;
import dev.gantry.state.StateSession;
import dev.gantry.state.Vault;
import dev.gantry.state.Vault.Place;
import dev.gantry.state.local.LocalStateStore;
import dev.gantry.state.value.SealedValues;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.random.RandomGenerator;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class RekeyTest {
  private static final Argon2Cost CHEAP = new Argon2Cost(8, 1, 1);
  private static final String PASSPHRASE = "correct horse battery";

  @TempDir Path folder;
  private final StateKey anna = StateKey.generate();
  private final StateKey bert = StateKey.generate();
  private Path file;
  private StateSession session;

  @BeforeEach
  void open() {
    file = folder.resolve("gantry.state.json");
    session = new LocalStateStore(file).open("test");
  }

  @AfterEach
  void close() {
    session.close();
  }

  @Test
  void everySecretIsSealedAnewForThoseThatAreListedNow() throws Exception {
    for (long seed = 0; seed < 20; seed++) {
      session.close();
      file = folder.resolve(seed + ".json");
      session = new LocalStateStore(file).open("test");
      SortedMap<Place, Value.Sealed> before = fill(new SplittableRandom(seed));
      Encryption old = session.current().encryption().orElseThrow();

      Rekey.Done done = Rekey.of(session, keyring(anna.text(), anna, bert), CHEAP);

      SortedMap<Place, Value.Sealed> after = sealed(session.current());
      assertThat(after.keySet()).as("seed %s", seed).isEqualTo(before.keySet());
      assertThat(after.values()).doesNotContainAnyElementsOf(before.values());
      assertThat(done)
          .returns(before.size(), Rekey.Done::secrets)
          .returns(old, Rekey.Done::before)
          .returns(session.current().encryption(), each -> Optional.of(each.after()));
      for (StateKey key : List.of(anna, bert)) {
        Vault vault = new StateVault(session, keyring(key.text(), anna, bert), CHEAP);
        after.forEach(
            (place, secret) ->
                assertThat(vault.open(place, secret)).asString().isEqualTo(place.toString()));
      }
      session.close();
      assertThat(Files.readString(file))
          .doesNotContain(old.dataKey(), old.recipients().getFirst().wrapped());
    }
  }

  @Test
  void whoIsNoLongerListedOpensNothing() {
    fill(new SplittableRandom(1));
    Rekey.of(session, keyring(anna.text(), anna, bert), CHEAP);
    Rekey.of(session, keyring(bert.text(), bert), CHEAP);

    assertThat(refused(new StateVault(session, keyring(anna.text(), bert), CHEAP)::unlock))
        .containsExactly("state-key-wrong");
    assertThat(refused(() -> Rekey.of(session, keyring(anna.text(), anna), CHEAP)))
        .containsExactly("state-key-wrong");
  }

  @Test
  void aPassphraseStaysWithWhoHasItAndKeepsItsName() {
    StateVault.Keyring phrase = keyring(PASSPHRASE, anna);
    new StateVault(session, phrase, CHEAP).seal(place("x"), new byte[1], Optional.empty());
    List<String> before = ids();

    Rekey.of(session, phrase, CHEAP);
    assertThat(ids()).isEqualTo(before).hasSize(2);
    assertThat(ids().getLast()).startsWith("passphrase-");

    Rekey.of(session, keyring(anna.text(), anna), CHEAP);
    assertThat(ids()).containsExactly(anna.recipient().orElseThrow());
  }

  @Test
  void whoRekeysMustBeListed() {
    fill(new SplittableRandom(1));
    State before = session.current();

    assertThat(refused(() -> Rekey.of(session, keyring(anna.text(), bert), CHEAP)))
        .containsExactly("state-key-unlisted");
    assertThat(session.current()).isEqualTo(before);
  }

  @Test
  void everythingThatCannotBeOpenedIsToldAndNothingIsChanged() {
    fill(new SplittableRandom(1));
    for (String name : List.of("odd", "other")) {
      Value moved = sealed(session.current()).firstEntry().getValue();
      session.append(
          new JournalEntry.ResourceRecorded(
              recorded(name, Value.Fields.empty().with("key", moved))));
    }
    State before = session.current();

    assertThat(refused(() -> Rekey.of(session, keyring(anna.text(), anna), CHEAP)))
        .containsExactly("sealed-altered", "sealed-altered");
    assertThat(session.current()).isEqualTo(before);
  }

  @Test
  void aStateWithoutAKeyHasNothingToExchange() {
    assertThat(refused(() -> Rekey.of(session, keyring(anna.text(), anna), CHEAP)))
        .containsExactly("nothing-sealed");
  }

  /** A cut at any byte leaves the old or the new, whole: what is sealed always opens. */
  @Test
  void cutOffAnywhereTheStateOpens() throws Exception {
    fill(new SplittableRandom(7));
    session.compact();
    Rekey.of(session, keyring(anna.text(), anna), CHEAP);
    byte[] journal = Files.readAllBytes(folder.resolve("gantry.state.json.journal"));
    Path copy = folder.resolve("copy.json");
    Files.copy(file, copy);
    Map<Encryption, DataKey> keys = new HashMap<>();
    for (int end = 0; end <= journal.length; end++) {
      Files.write(folder.resolve("copy.json.journal"), Arrays.copyOf(journal, end));
      State state = new LocalStateStore(copy).read();
      Encryption encryption = state.encryption().orElseThrow();
      Wrapping wrapping = new Wrapping(state.lineage(), CHEAP);
      DataKey key =
          keys.computeIfAbsent(
              encryption, each -> wrapping.unwrap(each, anna).orElseThrow().data());
      for (var each : sealed(state).entrySet()) {
        assertThat(key.open(state.lineage(), each.getKey(), each.getValue()))
            .as("cut after byte %s", end)
            .isPresent();
      }
    }
    assertThat(keys).hasSize(2);
  }

  /** Records with secrets at random places, each the text of its place; sealed for Anna alone. */
  private SortedMap<Place, Value.Sealed> fill(RandomGenerator random) {
    Vault vault = new StateVault(session, keyring(anna.text(), anna), CHEAP);
    for (int i = random.nextInt(3); i >= 0; i--) {
      String name = "r" + i;
      Value.Fields attributes =
          Value.Fields.empty().with("plain", Value.of("text")).with("key", at(vault, name, "key"));
      if (random.nextBoolean()) {
        AttributePath list = AttributePath.of("more", "list");
        attributes =
            attributes.with(
                "more",
                Value.Fields.empty()
                    .with(
                        "list",
                        new Value.Many(
                            List.of(
                                Value.of(1),
                                seal(vault, new Place(place(name).address(), list.index(1)))))));
      }
      session.append(new JournalEntry.ResourceRecorded(recorded(name, attributes)));
    }
    session.append(
        new JournalEntry.ResourceRecorded(
            recorded("plain", Value.Fields.empty().with("key", Value.of("clear")))));
    return sealed(session.current());
  }

  private static Value.Sealed at(Vault vault, String name, String field) {
    return seal(vault, new Place(place(name).address(), AttributePath.of(field)));
  }

  private static Value.Sealed seal(Vault vault, Place place) {
    return vault.seal(place, place.toString().getBytes(StandardCharsets.UTF_8), Optional.empty());
  }

  private static Place place(String name) {
    return new Place(new ResourceAddress("EncryptionKey", name), AttributePath.of("key"));
  }

  private static Recorded recorded(String name, Value.Fields attributes) {
    return new Recorded(
        place(name).address(),
        1,
        attributes,
        new TreeSet<>(),
        new TreeMap<>(),
        List.of(),
        Optional.empty());
  }

  private static SortedMap<Place, Value.Sealed> sealed(State state) {
    SortedMap<Place, Value.Sealed> all = new TreeMap<>(Comparator.comparing(Place::toString));
    for (Recorded recorded : state.resources().values()) {
      SealedValues.in(recorded.attributes(), AttributePath.root())
          .forEach((path, secret) -> all.put(new Place(recorded.address(), path), secret));
    }
    return all;
  }

  private List<String> ids() {
    return session.current().encryption().orElseThrow().recipients().stream()
        .map(Encryption.Recipient::id)
        .toList();
  }

  private static StateVault.Keyring keyring(String key, StateKey... listed) {
    return new StateVault.Keyring(
        Arrays.stream(listed).map(each -> each.recipient().orElseThrow()).toList(), () -> key);
  }

  private static List<String> refused(ThrowingCallable call) {
    return catchThrowableOfType(DiagnosticException.class, call).diagnostics().stream()
        .map(Diagnostic::code)
        .toList();
  }
}
