package dev.gantry.state.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gantry.resources.address.ResourceAddress;
import dev.gantry.resources.diagnostic.Diagnostic;
import dev.gantry.resources.diagnostic.DiagnosticException;
import dev.gantry.resources.value.AttributePath;
import dev.gantry.resources.value.Value;
import dev.gantry.state.StateSession;
import dev.gantry.state.Vault;
import dev.gantry.state.Vault.Place;
import dev.gantry.state.local.LocalStateStore;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.random.RandomGenerator;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class StateVaultTest {
  private static final Argon2Cost CHEAP = new Argon2Cost(8, 1, 1);
  private static final ResourceAddress MAIN = new ResourceAddress("EncryptionKey", "main");
  private static final Place PLACE = new Place(MAIN, AttributePath.of("keys", "first"));
  private static final byte[] SECRET = "s3cr3t".getBytes(StandardCharsets.UTF_8);

  @TempDir Path folder;
  private final StateKey anna = StateKey.generate();
  private final StateKey bert = StateKey.generate();
  private LocalStateStore store;
  private StateSession session;

  @BeforeEach
  void open() {
    store = new LocalStateStore(folder.resolve("gantry.state.json"));
    session = store.open("test");
  }

  @AfterEach
  void close() {
    session.close();
  }

  @Test
  void whatIsSealedIsOpenedAgain() {
    Vault vault = vault(anna, anna, bert);
    for (long seed = 0; seed < 200; seed++) {
      RandomGenerator random = new SplittableRandom(seed);
      byte[] secret = new byte[random.nextInt(100)];
      random.nextBytes(secret);
      Place place = place(random);

      Value.Sealed sealed = vault.seal(place, secret, Optional.empty());

      assertThat(vault.open(place, sealed)).as("seed %s", seed).isEqualTo(secret);
      assertThat(vault.seal(place, secret, Optional.empty())).isNotEqualTo(sealed);
      assertThat(vault.seal(place, secret, Optional.of(sealed))).isSameAs(sealed);
      assertThat(
              vault.seal(place, (seed + "x").getBytes(StandardCharsets.UTF_8), Optional.of(sealed)))
          .isNotEqualTo(sealed);
    }
  }

  @Test
  void everyRecipientOpensItInALaterRun() {
    Value.Sealed sealed = vault(anna, anna, bert).seal(PLACE, SECRET, Optional.empty());
    again();

    for (StateKey key : List.of(anna, bert)) {
      assertThat(vault(key, bert, anna).open(PLACE, sealed)).isEqualTo(SECRET);
    }
  }

  @Test
  void keyFilesAndPassphrasesNeedNotBeListed() {
    for (String text :
        List.of(Base64.getEncoder().encodeToString(Aes.random(32)), "correct horse battery")) {
      session.close();
      store = new LocalStateStore(folder.resolve(text.length() + ".json"));
      session = store.open("test");
      Value.Sealed sealed = vault(StateKey.parse(text), anna).seal(PLACE, SECRET, Optional.empty());
      again();

      assertThat(vault(StateKey.parse(text), anna).open(PLACE, sealed)).isEqualTo(SECRET);
      assertThat(vault(anna, anna).open(PLACE, sealed)).isEqualTo(SECRET);
    }
  }

  @Test
  void everyChangeOfASealedTextIsFoundOut() {
    Vault vault = vault(anna, anna);
    for (int length = 0; length < 4; length++) {
      String text = vault.seal(PLACE, new byte[length], Optional.empty()).text();
      for (int i = 0; i < text.length(); i++) {
        for (char other : new char[] {'A', 'B', '/', '=', '2', ' '}) {
          String altered = text.substring(0, i) + other + text.substring(i + 1);
          if (!altered.equals(text)) {
            refused("sealed-altered", () -> vault.open(PLACE, new Value.Sealed(altered)));
          }
        }
        String cut = text.substring(0, i);
        refused("sealed-altered", () -> vault.open(PLACE, new Value.Sealed(cut)));
      }
    }
  }

  @Test
  void everyFlippedBitIsFoundOut() {
    Vault vault = vault(anna, anna);
    String text = vault.seal(PLACE, SECRET, Optional.empty()).text().substring(3);
    byte[] bytes = Base64.getDecoder().decode(text);
    for (int bit = 0; bit < bytes.length * 8; bit++) {
      byte[] altered = bytes.clone();
      altered[bit / 8] ^= (byte) (1 << (bit % 8));
      Value.Sealed sealed = new Value.Sealed("v1:" + Base64.getEncoder().encodeToString(altered));
      refused("sealed-altered", () -> vault.open(PLACE, sealed));
      refused("sealed-altered", () -> vault.seal(PLACE, SECRET, Optional.of(sealed)));
    }
  }

  @Test
  void movedToAnotherPlaceItIsFoundOut() {
    Vault vault = vault(anna, anna);
    List<Place> places =
        List.of(
            PLACE,
            new Place(MAIN, AttributePath.of("keys")),
            new Place(MAIN, AttributePath.of("keys", "second")),
            new Place(MAIN, AttributePath.of("keysfirst")),
            new Place(MAIN, AttributePath.of("keys").index(0)),
            new Place(MAIN, AttributePath.of("keys", "0")),
            new Place(MAIN, AttributePath.of("keys\"][\"first")),
            new Place(new ResourceAddress("EncryptionKey", "mai"), PLACE.attribute()),
            new Place(new ResourceAddress("EncryptionKe", "ymain"), PLACE.attribute()));
    for (Place from : places) {
      Value.Sealed sealed = vault.seal(from, SECRET, Optional.empty());
      for (Place to : places) {
        if (!to.equals(from)) {
          assertThat(refused("sealed-altered", () -> vault.open(to, sealed)))
              .returns(Optional.of(to.address()), told -> told.where().address())
              .extracting(Diagnostic::detail)
              .asString()
              .startsWith(to + " was altered");
        }
      }
    }
  }

  @Test
  void ofAnotherStateItIsFoundOut() {
    Value.Sealed sealed = vault(anna, anna).seal(PLACE, SECRET, Optional.empty());
    session.close();
    session = new LocalStateStore(folder.resolve("other.json")).open("test");
    vault(anna, anna).seal(PLACE, SECRET, Optional.empty());

    refused("sealed-altered", () -> vault(anna, anna).open(PLACE, sealed));
  }

  @Test
  void everyKeyThatDoesNotFitIsToldInOneWay() {
    vault(StateKey.parse("correct horse battery"), anna).seal(PLACE, SECRET, Optional.empty());
    List<StateKey> others =
        List.of(
            StateKey.generate(),
            StateKey.parse("correct horse batterz"),
            StateKey.parse(Base64.getEncoder().encodeToString(new byte[32])));
    for (StateKey other : others) {
      assertThat(refused("state-key-wrong", vault(other, anna)::unlock).detail())
          .doesNotContain("correct", "horse", "AAAA");
    }
  }

  @Test
  void whoSealsCanOpenAgain() {
    assertThat(refused("state-key-unlisted", vault(bert, anna)::unlock).detail())
        .contains(bert.recipient().orElseThrow());
    assertThat(session.current().encryption()).isEmpty();
  }

  @Test
  void otherRecipientsThanTheStateHasStopBeforeTheKeyIsRead() {
    vault(anna, anna).seal(PLACE, SECRET, Optional.empty());
    StateVault.Keyring changed =
        new StateVault.Keyring(
            texts(anna, bert),
            () -> {
              throw new AssertionError("the key was read");
            });

    refused("recipients-changed", new StateVault(session, changed, CHEAP)::unlock);
  }

  @Test
  void unlockingAndOpeningWriteNothing() {
    vault(anna, anna).unlock();
    assertThat(session.current().serial()).isZero();
    refused(
        "sealed-altered",
        () -> vault(anna, anna).seal(PLACE, SECRET, Optional.of(new Value.Sealed("v1:AAAAAAAA"))));
    assertThat(session.current().serial()).isZero();
  }

  @Test
  void theDataKeyIsOnDiskBeforeAnythingIsSealedByIt() {
    vault(anna, anna).seal(PLACE, SECRET, Optional.empty());

    assertThat(store.read().encryption()).isPresent().isEqualTo(session.current().encryption());
  }

  @Test
  void whenTheDiskFailsThereIsNoDataKey() {
    StateSession closed = session;
    Vault vault = vault(anna, anna);
    closed.close();

    assertThatThrownBy(() -> vault.seal(PLACE, SECRET, Optional.empty()))
        .isInstanceOf(RuntimeException.class);
    session = store.open("test");
    assertThat(session.current().encryption()).isEmpty();
  }

  @Test
  void severalAtOnceMakeOneDataKey() throws Exception {
    Vault vault = vault(anna, anna);
    List<Place> places = new ArrayList<>();
    List<Callable<Value.Sealed>> work = new ArrayList<>();
    for (int i = 0; i < 16; i++) {
      Place place = new Place(MAIN, AttributePath.of("keys").index(i));
      places.add(place);
      work.add(() -> vault.seal(place, SECRET, Optional.empty()));
    }
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Value.Sealed>> sealed = threads.invokeAll(work);
      for (int i = 0; i < places.size(); i++) {
        assertThat(vault(anna, anna).open(places.get(i), sealed.get(i).get())).isEqualTo(SECRET);
      }
    }
    assertThat(session.current().serial()).isEqualTo(1);
  }

  private Vault vault(StateKey own, StateKey... listed) {
    return new StateVault(session, new StateVault.Keyring(texts(listed), () -> text(own)), CHEAP);
  }

  private static String text(StateKey key) {
    return switch (key.type()) {
      case X25519 -> key.text();
      case KEY_FILE -> Base64.getEncoder().encodeToString(key.secret());
      case PASSPHRASE -> new String(key.secret(), StandardCharsets.UTF_8);
    };
  }

  private static List<String> texts(StateKey... keys) {
    return Arrays.stream(keys).map(key -> key.recipient().orElseThrow()).toList();
  }

  private void again() {
    session.close();
    session = store.open("test");
  }

  private static Place place(RandomGenerator random) {
    AttributePath path = AttributePath.of("a" + random.nextInt(3));
    for (int i = random.nextInt(3); i > 0; i--) {
      path = random.nextBoolean() ? path.index(random.nextInt(3)) : path.field("x\"]" + i);
    }
    return new Place(new ResourceAddress("Node", "n" + random.nextInt(5)), path);
  }

  private static Diagnostic refused(String code, ThrowingCallable call) {
    try {
      call.call();
    } catch (DiagnosticException e) {
      assertThat(e.diagnostics()).hasSize(1);
      assertThat(e.diagnostics().getFirst().code()).isEqualTo(code);
      return e.diagnostics().getFirst();
    } catch (Throwable other) {
      throw new AssertionError(other);
    }
    throw new AssertionError("not refused");
  }
}
