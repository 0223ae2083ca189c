package dev.gantry.engine.execute;

import static dev.gantry.engine.memory.Things.thing;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gantry.engine.memory.Fleet;
import dev.gantry.engine.memory.MemoryWorld;
import dev.gantry.engine.plan.Plan;
import dev.gantry.engine.plan.PlanFile;
import dev.gantry.resources.address.HostName;
import dev.gantry.resources.diagnostic.Diagnostic;
import dev.gantry.resources.diagnostic.DiagnosticException;
import dev.gantry.state.State;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
final class PlanCheckTest {
  private static final HostName H1 = new HostName("h1");

  private final Fleet fleet = new Fleet(new MemoryWorld());

  @Test
  void aPlanIsStaleWhenTheStateMovedOn() {
    fleet.with(thing("a", "h1"));
    Plan plan = fleet.plan();
    fleet.apply();
    assertThat(refusal(plan)).isEqualTo("Saved plan is stale");
  }

  @Test
  void aPlanIsStaleForAStateOfAnotherLineage() {
    fleet.with(thing("a", "h1")).apply();
    Plan plan = fleet.plan();
    fleet.state(new State("lineage-2", fleet.state().serial(), fleet.state().resources()));
    assertThat(refusal(plan)).isEqualTo("Saved plan does not match the given state");
  }

  @Test
  void aPlanIsStaleWhenTheConfigurationChanged() {
    fleet.with(thing("a", "h1"));
    Plan plan = fleet.plan();
    fleet.with(thing("a", "h1").set("x", "1"));
    assertThat(refusal(plan)).isEqualTo("The configuration has changed since the plan was made");
  }

  @Test
  void aPlanIsStaleWhenAnotherMachineAnswers() {
    fleet.with(thing("a", "h1"));
    Plan plan = fleet.plan();
    fleet.world().rename(H1);
    assertThat(refusal(plan)).isEqualTo("Another machine answers as h1 since the plan was made");
    assertThat(fleet.world().writes()).isZero();
  }

  @Test
  void aSavedPlanIsRunAsItStands() {
    fleet.with(thing("a", "h1"), thing("b", "h2").upstream("a"));
    Plan saved = PlanFile.read(PlanFile.write(fleet.plan()));
    assertThat(fleet.apply(saved).succeeded()).isTrue();
    assertThat(Fleet.actions(fleet.plan())).isEmpty();
  }

  private String refusal(Plan plan) {
    try {
      fleet.apply(plan);
      return "not refused";
    } catch (DiagnosticException refused) {
      assertThat(refused.diagnostics()).extracting(Diagnostic::code).containsOnly("stale-plan");
      return refused.diagnostics().getFirst().summary();
    }
  }
}
