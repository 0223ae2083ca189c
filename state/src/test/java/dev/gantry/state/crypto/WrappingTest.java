package dev.gantry.state.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gantry.resources.diagnostic.DiagnosticException;
import dev.gantry.resources.encoding.RecipientText;
import dev.gantry.resources.value.Value;
import dev.gantry.state.Encryption;
import dev.gantry.state.Encryption.Recipient;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

final class WrappingTest {
  private static final Wrapping WRAPPING = new Wrapping("lineage", new Argon2Cost(8, 1, 1));
  private static final StateKey PAIR = StateKey.generate();
  private static final List<StateKey> KEYS =
      List.of(
          PAIR,
          StateKey.parse(Base64.getEncoder().encodeToString(Aes.random(Aes.KEY))),
          StateKey.parse("correct horse battery"));

  private final DataKey data = DataKey.generate();

  @Test
  void whoIsWrappedForGetsTheKeyBack() {
    for (StateKey key : KEYS) {
      Encryption encryption = wrapped(key);

      assertThat(encryption.dataKey()).isEqualTo(data.id());
      assertThat(WRAPPING.unwrap(encryption, key).orElseThrow())
          .returns(encryption.recipients().getLast().id(), Wrapping.Unwrapped::recipient)
          .satisfies(each -> assertThat(each.data().key()).isEqualTo(data.key()));
      assertThat(encryption.toString()).doesNotContain(Text.of(data.key()), "correct");
    }
  }

  @Test
  void everyFlippedBitOfACopyIsFoundOut() {
    for (StateKey key : KEYS) {
      Encryption encryption = wrapped(key);
      byte[] bytes = Text.bytes(encryption.recipients().getLast().wrapped()).orElseThrow();
      for (int bit = 0; bit < bytes.length * 8; bit++) {
        byte[] altered = bytes.clone();
        altered[bit / 8] ^= (byte) (1 << (bit % 8));
        assertThat(WRAPPING.unwrap(with(encryption, Text.of(altered)), key))
            .as("%s, bit %s", key, bit)
            .isEmpty();
      }
      assertThat(WRAPPING.unwrap(with(encryption, "AAAA"), key)).isEmpty();
    }
  }

  @Test
  void aCopyOpensInItsStateAndUnderItsNameOnly() {
    for (StateKey key : KEYS) {
      Encryption encryption = wrapped(key);
      Recipient own = encryption.recipients().getLast();
      Recipient renamed = new Recipient(own.type(), own.id() + "x", own.wrapped(), own.params());

      assertThat(new Wrapping("other", WRAPPING.cost()).unwrap(encryption, key)).isEmpty();
      assertThat(WRAPPING.unwrap(new Encryption("0123456789abcdef", encryption.recipients()), key))
          .isEmpty();
      assertThat(WRAPPING.unwrap(new Encryption(data.id(), List.of(renamed)), key)).isEmpty();
    }
  }

  /** A state file from elsewhere must not take the reader's memory or time. */
  @Test
  void costsBeyondMeasureAreNotPaid() {
    StateKey phrase = KEYS.getLast();
    Recipient own = wrapped(phrase).recipients().getLast();
    for (String name : List.of("memoryKib", "passes", "lanes")) {
      for (long number : new long[] {0, -1, 1L << 30, Long.MAX_VALUE}) {
        Recipient greedy =
            new Recipient(
                own.type(), own.id(), own.wrapped(), own.params().with(name, Value.of(number)));
        assertThat(WRAPPING.unwrap(new Encryption(data.id(), List.of(greedy)), phrase)).isEmpty();
      }
      Recipient without =
          new Recipient(own.type(), own.id(), own.wrapped(), own.params().without(name));
      assertThat(WRAPPING.unwrap(new Encryption(data.id(), List.of(without)), phrase)).isEmpty();
    }
  }

  @Test
  void aRecipientIsTheSameInUpperCaseAndTwice() {
    String recipient = PAIR.recipient().orElseThrow();
    Encryption encryption =
        WRAPPING.wrap(
            data, List.of(recipient, recipient.toUpperCase(Locale.ROOT)), PAIR, recipient);

    assertThat(encryption.recipients()).hasSize(1);
    assertThat(WRAPPING.unwrap(encryption, PAIR)).isPresent();
  }

  @Test
  void nothingIsWrappedForAPointOfSmallOrder() {
    String nobody = RecipientText.of(new byte[Curve.LENGTH]);

    assertThatThrownBy(() -> WRAPPING.wrap(data, List.of(nobody), PAIR, nobody))
        .isInstanceOfSatisfying(
            DiagnosticException.class,
            e -> assertThat(e.diagnostics().getFirst().code()).isEqualTo("bad-recipient"));
  }

  private Encryption wrapped(StateKey key) {
    return WRAPPING.wrap(
        data,
        key.recipient().stream().toList(),
        key,
        key.recipient().orElseGet(() -> Wrapping.name(key)));
  }

  private static Encryption with(Encryption encryption, String wrapped) {
    Recipient own = encryption.recipients().getLast();
    return new Encryption(
        encryption.dataKey(), List.of(new Recipient(own.type(), own.id(), wrapped, own.params())));
  }
}
