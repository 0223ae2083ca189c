package dev.gantry.providers.node;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gantry.resources.diagnostic.Diagnostic;
import dev.gantry.resources.value.Value;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A machine that a plan would take is checked by the answers that the probe brings anyway. */
class NewMachineTest {
  private static final Value.Fields PLAIN =
      Value.Fields.empty()
          .with("address", Value.of("10.0.0.1"))
          .with("role", Value.of("control-plane"));
  private static final String LISTENER =
      "listener\tLISTEN 0 128 *:10250 *:* users:((\"kubelet\",pid=9,fd=3))\n";

  private static final String SURVEY =
      """
      os-ID\tdebian
      os-VERSION_ID\t12
      kernel\t6.1
      arch\tx86_64
      init\tsystemd
      address\t2: eth0 inet 10.0.0.1/24 brd 10.0.0.255
      ntp\tyes
      """;

  private final NodeBench bench = new NodeBench();

  @Test
  void anErrorStopsTheNodeByTheChecksName() {
    aSurveyedMachine(LISTENER);

    assertThat(bench.expect(PLAIN).diagnostics())
        .filteredOn(Diagnostic::isError)
        .extracting(Diagnostic::code)
        .containsExactly("Port-10250");
  }

  @Test
  void aWaivedErrorIsToldWithItsReasonAndStopsNothing() {
    aSurveyedMachine(LISTENER);
    Value waiver =
        Value.Fields.empty()
            .with("name", Value.of("Port-10250"))
            .with("reason", Value.of("it goes tonight"));
    Value.Fields checks = Value.Fields.empty().with("waive", new Value.Many(List.of(waiver)));

    assertThat(bench.expect(PLAIN.with("checks", checks)).diagnostics())
        .noneMatch(Diagnostic::isError)
        .anyMatch(told -> told.detail().contains("it goes tonight"));
  }

  @Test
  void anAppliedMachineIsNotCheckedAgain() throws Exception {
    aSurveyedMachine("");
    bench.apply(PLAIN);
    aSurveyedMachine(LISTENER);

    assertThat(bench.expect(PLAIN).diagnostics()).noneMatch(Diagnostic::isError);
  }

  private void aSurveyedMachine(String more) {
    bench.machine().tells("survey", SURVEY);
    bench.machine().tells("check-machine", "ports\tknown\n" + more);
  }
}
