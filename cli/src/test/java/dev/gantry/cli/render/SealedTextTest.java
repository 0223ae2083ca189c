package dev.gantry.cli.render;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gantry.cli.terminal.Style;
import dev.gantry.engine.plan.AttributeDiff;
import dev.gantry.engine.plan.Change;
import dev.gantry.engine.plan.ExecutionGraph;
import dev.gantry.engine.plan.Plan;
import dev.gantry.resources.address.ResourceAddress;
import dev.gantry.resources.value.AttributePath;
import dev.gantry.resources.value.Value;
import dev.gantry.state.Recorded;
import dev.gantry.state.json.Json;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** A sealed value is shown by its fingerprint wherever people and programs look. */
final class SealedTextTest {
  private static final ResourceAddress ADDRESS = new ResourceAddress("EncryptionKey", "main");
  private static final Value OLD = new Value.Sealed("v1:AAECAwQFBgc=");
  private static final Value NEW = new Value.Sealed("v1:CAECAwQFBgc=");
  private static final List<AttributeDiff> DIFFS =
      List.of(new AttributeDiff(AttributePath.of("key"), Optional.of(OLD), Optional.of(NEW)));

  @Test
  void aPlanShowsFingerprints() {
    assertThat(PlanText.of(plan(), Style.plain()))
        .contains("~ key = (sealed sha256:cecfe6fc) -> " + NEW)
        .doesNotContain("v1:");
  }

  @Test
  void driftAsJsonShowsFingerprints() {
    assertThat(Json.pretty(PlanJson.drift(plan())))
        .contains("\"before\": \"(sealed sha256:cecfe6fc)\"")
        .doesNotContain("v1:");
  }

  @Test
  void theStateShowsFingerprints() {
    Recorded recorded =
        new Recorded(
            ADDRESS,
            1,
            Value.Fields.empty().with("key", OLD),
            new TreeSet<>(),
            new TreeMap<>(),
            List.of(),
            Optional.empty());

    assertThat(StateText.of(recorded, Style.plain()))
        .contains("key = (sealed sha256:cecfe6fc)")
        .doesNotContain("v1:");
  }

  private static Plan plan() {
    Value.Fields before = Value.Fields.empty().with("key", OLD);
    return new Plan(
        new Plan.Origin("0.1.0", "l", 1, "d", Plan.Mode.NORMAL, Instant.EPOCH),
        List.of(new Change.Update(ADDRESS, before, before.with("key", NEW), DIFFS)),
        List.of(new Plan.Drift(ADDRESS, false, before, DIFFS)),
        List.of(),
        List.of(),
        new TreeMap<>(),
        new ExecutionGraph(List.of()));
  }
}
