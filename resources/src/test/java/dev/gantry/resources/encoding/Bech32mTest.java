package dev.gantry.resources.encoding;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class Bech32mTest {

  /** Valid texts of BIP-350 whose data is whole bytes. */
  @ParameterizedTest
  @CsvSource({
    "a, A1LQFN3A",
    "a, a1lqfn3a",
    "an83characterlonghumanreadablepartthatcontainsthetheexcludedcharactersbioandnumber1, "
        + "an83characterlonghumanreadablepartthatcontainsthetheexcludedcharactersbioandnumber11sg7hg6",
    "?, ?1v759aa"
  })
  void textsOfTheStandardAreRead(String prefix, String text) {
    assertThat(Bech32m.decode(prefix, text)).contains(new byte[0]);
  }

  /** Invalid texts of BIP-350, and Bech32's own checksum. */
  @ParameterizedTest
  @CsvSource({
    "a, A1G7SGD8",
    "m, M1VUXWEZ",
    "y, y1b0jsk6g",
    "lt, lt1igcx5c0",
    "in, in1muywd",
    "a, a12uel5l",
    "a, a1lQfn3a"
  })
  void othersAreNot(String prefix, String text) {
    assertThat(Bech32m.decode(prefix, text)).isEmpty();
  }

  @Test
  void anyBytesSurviveTheRoundTrip() {
    for (long seed = 0; seed < 300; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      byte[] bytes = new byte[random.nextInt(70)];
      random.nextBytes(bytes);
      String text = Bech32m.encode("gantry", bytes);
      assertThat(Bech32m.decode("gantry", text)).as("seed %s", seed).contains(bytes);
      assertThat(Bech32m.decode("gantr", text)).as("seed %s", seed).isEmpty();
    }
  }

  @Test
  void upToFourWrongCharactersAreFound() {
    String letters = "qpzry9x8gf2tvdw0s3jn54khce6mua7l";
    for (long seed = 0; seed < 2000; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      byte[] key = new byte[32];
      random.nextBytes(key);
      StringBuilder text = new StringBuilder(RecipientText.of(key));
      String right = text.toString();
      for (int errors = 1 + random.nextInt(4); errors > 0; errors--) {
        text.setCharAt(7 + random.nextInt(text.length() - 7), letters.charAt(random.nextInt(32)));
      }
      boolean same = text.toString().equals(right);
      assertThat(RecipientText.parse(text.toString()).isPresent())
          .as("seed %s", seed)
          .isEqualTo(same);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 31, 33})
  void aRecipientHasThirtyTwoBytes(int length) {
    assertThat(RecipientText.parse(RecipientText.of(new byte[length]))).isEmpty();
  }
}
