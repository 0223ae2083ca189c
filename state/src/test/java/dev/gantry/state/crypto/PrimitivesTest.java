package dev.gantry.state.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

/** What the libraries do is what the standards say. */
final class PrimitivesTest {
  private static final String ALICE =
      "77076d0a7318a57d3c16c17251b26645df4c2f87ebc0992ab177fba51db92c2a";
  private static final String BOB =
      "5dab087e624a8a4b79e17f8b83800ee66f3bb1292618b6fd1c2f8b27ff88e0eb";

  /** RFC 7748, section 5.2; the second point has its highest bit set. */
  @Test
  void theCurveMultipliesAsItsVectorsSay() {
    assertThat(
            agreed(
                "a546e36bf0527c9d3b16154b82465edd62144c0ac1fc5a18506a2244ba449ac4",
                "e6db6867583030db3594c1a424b15f7c726624ec26b3353b10a903a6d0ab1c4c"))
        .isEqualTo("c3da55379de9c6908e94ea4df28d084f32eccf03491c71f754b4075577a28552");
    assertThat(
            agreed(
                "4b66e9d4d1b4673c5ad22691957d6af5c11b6421e0ea01d42ca4169e7918ba0d",
                "e5210f12786811d3f4b7959d0538ae2c31dbe7106fc03c3efc4cd549c715a493"))
        .isEqualTo("95cbde9476e8907d7aade45cb4b873f88b595a68799fa152e6f8f7647aac7957");
  }

  /** RFC 7748, section 6.1. */
  @Test
  void publicKeysAndWhatTwoAgreeOnAreThoseOfTheVectors() {
    String publicOfAlice = hex(Curve.publicOf(bytes(ALICE)));
    String publicOfBob = hex(Curve.publicOf(bytes(BOB)));

    assertThat(publicOfAlice)
        .isEqualTo("8520f0098930a754748b7ddcb43ef75a0dbf3a0d26381af4eba4a98eaa9b4e6a");
    assertThat(publicOfBob)
        .isEqualTo("de9edb7d7b7dc1b4d35b61c2ece435373f8343c85b78674dadfc7e146f882b4f");
    assertThat(agreed(ALICE, publicOfBob))
        .isEqualTo(agreed(BOB, publicOfAlice))
        .isEqualTo("4a5d9d5ba4ce2de1728e3bf480350f25e07e21c947d19e3376f09b3c1e161742");
  }

  @Test
  void nothingIsAgreedOnWithAPointOfSmallOrder() {
    assertThat(Curve.agree(bytes(ALICE), new byte[Curve.LENGTH])).isEmpty();
    byte[] one = new byte[Curve.LENGTH];
    one[0] = 1;
    assertThat(Curve.agree(bytes(ALICE), one)).isEmpty();
  }

  /** A vector of the reference implementation (P-H-C/phc-winner-argon2, src/test.c). */
  @Test
  void passphrasesAreHashedAsTheReferenceDoes() {
    assertThat(
            hex(
                Derivation.fromPassphrase(
                    "password".getBytes(StandardCharsets.UTF_8),
                    "somesalt".getBytes(StandardCharsets.UTF_8),
                    new Argon2Cost(256, 2, 1))))
        .isEqualTo("9dfeb910e80bad0311fee20f9c0e2b12c17987b4cac90c2ef54d5b3021c68bfe");
  }

  private static String agreed(String privateKey, String publicKey) {
    return hex(Curve.agree(bytes(privateKey), bytes(publicKey)).orElseThrow());
  }

  private static byte[] bytes(String hex) {
    return HexFormat.of().parseHex(hex);
  }

  private static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }
}
