package dev.gantry.providers.node;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gantry.engine.plan.Change;
import dev.gantry.engine.spi.Observation;
import dev.gantry.resources.value.Value;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A machine that somebody else prepares. */
class ExternalNodeTest {
  private static final Value.Fields PLAIN =
      Value.Fields.empty()
          .with("address", Value.of("10.0.0.1"))
          .with("role", Value.of("control-plane"));
  private static final Value.Fields EXTERNAL = PLAIN.with("lifecycle", Value.of("external"));

  private final NodeBench bench = new NodeBench();

  @Test
  void isRecordedAndNothingIsWrittenOnIt() throws Exception {
    String fresh = bench.machine().picture();

    assertThat(bench.plan(EXTERNAL)).isInstanceOf(Change.Create.class);
    assertThat(bench.apply(EXTERNAL)).isEmpty();
    assertThat(bench.apply(EXTERNAL.with("labels", Value.ofTexts(Map.of("tier", "web")))))
        .isEmpty();
    bench.destroy(EXTERNAL);

    assertThat(bench.machine().picture()).isEqualTo(fresh);
    assertThat(bench.machine().ledger().isEmpty()).isTrue();
  }

  @Test
  void isAbsentUntilItIsRecorded() throws Exception {
    assertThat(bench.observe(EXTERNAL)).isInstanceOf(Observation.Absent.class);
    bench.apply(EXTERNAL);
    assertThat(bench.observe(EXTERNAL)).isInstanceOf(Observation.Present.class);
    bench.rename("db-1");
    assertThat(bench.observe(EXTERNAL)).isInstanceOf(Observation.Present.class);
  }

  @Test
  void isPreparedOnceGantryIsToDoSo() throws Exception {
    bench.apply(EXTERNAL);

    assertThat(bench.apply(PLAIN)).contains("claim-machine", "set-kernel-parameters");
    assertThat(bench.machine().picture()).contains("Node/cp-1");
  }

  @Test
  void keepsWhatItHadWhenGantryIsToLeaveItAlone() throws Exception {
    bench.apply(PLAIN);
    String prepared = bench.machine().picture();

    assertThat(bench.apply(EXTERNAL)).isEmpty();
    assertThat(bench.machine().picture()).isEqualTo(prepared);
  }

  @Test
  void itsKubeletHasTheFlagsThatWereAskedForOnly() {
    Value.Fields asked = EXTERNAL.with("maxPods", Value.of(64));

    assertThat(bench.expect(asked).attributes().fields("kubernetes").fields("kubeletExtraArgs"))
        .isEqualTo(Value.ofTexts(Map.of("max-pods", "64")));
  }
}
