package dev.gantry.state.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gantry.resources.value.Value;
import dev.gantry.state.RandomStates;
import dev.gantry.state.json.Json;
import dev.gantry.state.json.MalformedJsonException;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ValueJsonTest {

  @Test
  void anyValueSurvivesTheRoundTrip() {
    for (long seed = 0; seed < 500; seed++) {
      Value value = new RandomStates(new SplittableRandom(seed)).value(4);
      assertThat(roundTrip(value)).as("seed %s", seed).isEqualTo(value);
    }
  }

  @Test
  void unknownIsNeverMistakenForAFieldOfThatName() {
    Value unknown = new Value.Unknown("Node/cp-1.facts");
    Value lookalike = Value.Fields.empty().with("$unknown", Value.of("Node/cp-1.facts"));

    assertThat(roundTrip(unknown)).isEqualTo(unknown);
    assertThat(roundTrip(lookalike)).isEqualTo(lookalike);
    assertThat(ValueJson.toJson(lookalike).toString())
        .isEqualTo("{\"$$unknown\":\"Node/cp-1.facts\"}");
  }

  @Test
  void aSealedValueIsAnObjectOfOneFieldAndShownByItsFingerprint() {
    Value secret = new Value.Sealed("v1:AAECAwQFBgc=");
    Value lookalike = Value.Fields.empty().with("$sealed", Value.of("v1:AAECAwQFBgc="));

    assertThat(ValueJson.toJson(secret).toString()).isEqualTo("{\"$sealed\":\"v1:AAECAwQFBgc=\"}");
    assertThat(roundTrip(secret)).isEqualTo(secret);
    assertThat(roundTrip(lookalike)).isEqualTo(lookalike);
    assertThat(ValueJson.shown(Value.Fields.empty().with("key", secret)).toString())
        .isEqualTo("{\"key\":\"(sealed sha256:cecfe6fc)\"}");
    assertThat(secret).hasToString("(sealed sha256:cecfe6fc)");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "null",
        "1.5",
        "1e400",
        "9223372036854775808",
        "{\"$other\":1}",
        "[null]",
        "{\"$sealed\":\"v2:AAECAwQFBgc=\"}",
        "{\"$sealed\":\"v1:?\"}",
        "{\"$sealed\":1}"
      })
  void whatIsNoValueIsRefused(String json) {
    assertThatThrownBy(() -> ValueJson.fromJson(Json.parse(json), "spec.x"))
        .isInstanceOf(MalformedJsonException.class)
        .hasMessageStartingWith("spec.x");
  }

  private static Value roundTrip(Value value) {
    return ValueJson.fromJson(Json.parse(Json.compact(ValueJson.toJson(value))), "value");
  }
}
