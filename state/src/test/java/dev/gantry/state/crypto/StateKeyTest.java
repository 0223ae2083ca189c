package dev.gantry.state.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gantry.resources.diagnostic.DiagnosticException;
import dev.gantry.state.Encryption;
import java.util.Base64;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class StateKeyTest {
  @Test
  void aPairIsReadBackFromItsFile() {
    StateKey key = StateKey.generate();
    String file = "# made by hand\n\n" + key.text() + "\n";

    for (String text : new String[] {file, key.text(), key.text().toLowerCase(Locale.ROOT)}) {
      assertThat(StateKey.parse(text))
          .returns(Encryption.Type.X25519, StateKey::type)
          .returns(key.recipient(), StateKey::recipient);
    }
    assertThat(key.text()).startsWith("GANTRY-SECRET-KEY-1");
    assertThat(key.recipient().orElseThrow()).startsWith("gantry1");
  }

  @Test
  void thirtyTwoBytesAreAKeyFileAndOtherTextIsAPassphrase() {
    String bytes = Base64.getEncoder().encodeToString(new byte[32]);

    assertThat(StateKey.parse(bytes + "\n").type()).isEqualTo(Encryption.Type.KEY_FILE);
    assertThat(StateKey.parse("correct horse battery").type())
        .isEqualTo(Encryption.Type.PASSPHRASE);
    assertThat(StateKey.parse("#begins with a number sign").type())
        .isEqualTo(Encryption.Type.PASSPHRASE);
  }

  @Test
  void aPassphraseIsTheSameFromEveryKeyboard() {
    assertThat(StateKey.parse("grün ist die Hoffnung").secret())
        .isEqualTo(StateKey.parse("gru\u0308n ist die Hoffnung").secret());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "fifteen letters",
        "GANTRY-SECRET-KEY-1QQQQQQQQQQQQQQQQ",
        "-----BEGIN OPENSSH PRIVATE KEY-----\nAAAABBBB\n-----END OPENSSH PRIVATE KEY-----"
      })
  void whatIsNoKeyIsRefusedAndNotRepeated(String text) {
    assertThatThrownBy(() -> StateKey.parse(text))
        .isInstanceOfSatisfying(
            DiagnosticException.class,
            e ->
                assertThat(e.diagnostics().getFirst().toString())
                    .contains("state-key-unusable")
                    .doesNotContain("QQQQ", "AAAA", "fifteen"));
  }

  @Test
  void aMistypedPairIsNeverTakenForAPassphrase() {
    String text = StateKey.generate().text();
    char other = text.charAt(40) == 'Q' ? 'P' : 'Q';

    assertThatThrownBy(() -> StateKey.parse(text.substring(0, 40) + other + text.substring(41)))
        .isInstanceOf(DiagnosticException.class);
    assertThatThrownBy(() -> StateKey.parse(text.substring(0, 60)))
        .isInstanceOf(DiagnosticException.class);
  }

  @Test
  void nothingOfItIsShown() {
    assertThat(StateKey.generate()).hasToString("a state key of type X25519");
  }
}
