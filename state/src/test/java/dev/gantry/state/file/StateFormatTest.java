package dev.gantry.state.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gantry.resources.address.HostName;
import dev.gantry.resources.address.ResourceAddress;
import dev.gantry.resources.diagnostic.DiagnosticException;
import dev.gantry.resources.value.Value;
import dev.gantry.state.Condition;
import dev.gantry.state.HostIdentity;
import dev.gantry.state.Pending;
import dev.gantry.state.RandomStates;
import dev.gantry.state.Recorded;
import dev.gantry.state.State;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class StateFormatTest {
  private static final ResourceAddress NODE = new ResourceAddress("Node", "cp-1");

  @Test
  void theTextIsTheOneThatIsCheckedIn() throws Exception {
    State state = new State("6f1f0f3e-0000-4000-8000-000000000000", 7, new TreeMap<>());
    state = state.with(vip()).with(node());

    try (var golden = StateFormatTest.class.getResourceAsStream("state-v1.json")) {
      assertThat(StateFormat.write(state, "0.1.0"))
          .isEqualTo(new String(golden.readAllBytes(), StandardCharsets.UTF_8));
    }
  }

  @Test
  void anyStateSurvivesTheRoundTrip() {
    for (long seed = 0; seed < 300; seed++) {
      State state = new RandomStates(new SplittableRandom(seed)).state();
      String text = StateFormat.write(state, "0.1.0");
      assertThat(StateFormat.read(text, "f")).as("seed %s", seed).isEqualTo(state);
    }
  }

  @Test
  void aFileCutAnywhereIsRefused() {
    String text = StateFormat.write(new State("x", 1, new TreeMap<>()).with(node()), "0.1.0");
    for (int end = 0; end < text.stripTrailing().length(); end++) {
      String half = text.substring(0, end);
      assertThatThrownBy(() -> StateFormat.read(half, "gantry.state.json"))
          .as("cut after %s characters", end)
          .isInstanceOf(DiagnosticException.class)
          .hasMessage("The state file cannot be read");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "[]                                               | it is not an object",
        "{\"version\":0}                                  | version 0 was never a version",
        "{\"version\":1,\"version\":1}                    | Duplicate",
        "{\"version\":1,\"serial\":1,\"lineage\":\"x\"}   | resources is missing",
        "{\"version\":1,\"extra\":1}                      | extra is not a field of this format",
        "{\"version\":1,\"lineage\":\"x\",\"serial\":1,\"resources\":[],\"encryption\":{\"version\":0}}"
            + " | encryption.version is no version",
        "{\"version\":1} {}                               | line 1, column 15",
        "half a file                                      | line 1, column 1",
      })
  void damageIsNamed(String text, String what) {
    assertThatThrownBy(() -> StateFormat.read(text, "gantry.state.json"))
        .isInstanceOfSatisfying(
            DiagnosticException.class,
            e ->
                assertThat(e.diagnostics().getFirst().detail())
                    .startsWith("gantry.state.json: ")
                    .contains(what)
                    .contains("gantry.state.json.backup"));
  }

  @Test
  void aNewerFileIsRefusedWhateverElseIsInIt() {
    String text = "{\"version\":2,\"gantryVersion\":\"9.0.0\",\"news\":[]}";
    assertThatThrownBy(() -> StateFormat.read(text, "f"))
        .isInstanceOfSatisfying(
            DiagnosticException.class,
            e -> assertThat(e.diagnostics().getFirst().detail()).contains("9.0.0"))
        .hasMessage("The state was written by a newer Gantry");
  }

  @Test
  void secretsSealedInALaterWayAreRefusedWhateverElseIsInThem() {
    String text =
        "{\"version\":1,\"gantryVersion\":\"9.0.0\",\"encryption\":{\"version\":2,\"x\":1}}";
    assertThatThrownBy(() -> StateFormat.read(text, "f"))
        .isInstanceOfSatisfying(
            DiagnosticException.class,
            e ->
                assertThat(e.diagnostics().getFirst().detail())
                    .contains("9.0.0", "has its secrets sealed in a later way"))
        .hasMessage("The state was written by a newer Gantry");
  }

  private static Recorded node() {
    return new Recorded(
        NODE,
        1,
        Value.Fields.empty()
            .with("address", Value.of("10.0.0.1"))
            .with("ports", Value.ofTexts(List.of("a"))),
        new TreeSet<>(),
        new TreeMap<>(Map.of(new HostName("cp-1"), new HostIdentity("abc", "ssh-ed25519 AAAA"))),
        List.of(
            new Condition(
                "Ready",
                Condition.Status.TRUE,
                "Applied",
                "",
                Instant.parse("2026-01-31T12:00:00Z"))),
        Optional.empty());
  }

  private static Recorded vip() {
    return new Recorded(
        new ResourceAddress("VIP", "main"),
        0,
        Value.Fields.empty(),
        new TreeSet<>(List.of(NODE)),
        new TreeMap<>(),
        List.of(),
        Optional.of(new Pending("create", "install:cp-1")));
  }
}
