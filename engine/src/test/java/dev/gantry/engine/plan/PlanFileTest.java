package dev.gantry.engine.plan;

import static dev.gantry.engine.memory.Things.thing;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gantry.engine.memory.Fleet;
import dev.gantry.engine.memory.MemoryWorld;
import dev.gantry.engine.memory.Things;
import dev.gantry.engine.planner.Differ;
import dev.gantry.engine.planner.PlanOptions;
import dev.gantry.resources.address.HostName;
import dev.gantry.resources.diagnostic.Diagnostic;
import dev.gantry.resources.diagnostic.DiagnosticException;
import dev.gantry.resources.value.Value;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;

final class PlanFileTest {
  private final Fleet fleet = new Fleet(new MemoryWorld());

  @Test
  void everyKindOfPlanIsReadBackAsItWas() {
    for (Plan plan :
        new Plan[] {
          everything(),
          fleet.plan(PlanOptions.of(Plan.Mode.DESTROY)),
          fleet.plan(PlanOptions.of(Plan.Mode.REFRESH_ONLY))
        }) {
      String json = PlanFile.write(plan);
      assertThat(PlanFile.read(json)).isEqualTo(plan);
      assertThat(PlanFile.write(PlanFile.read(json))).isEqualTo(json);
    }
  }

  @Test
  void theShapeIsTerraforms() {
    fleet.with(thing("a", "h1"), thing("b", "h2").upstream("a"));
    assertThat(PlanFile.write(fleet.plan()))
        .contains(
            "\"format_version\": \"1.0\"",
            "\"actions\": [\n          \"create\"\n        ]",
            "\"before\": null",
            "\"after_unknown\": {\n          \"id\": true,\n          \"upstream\": true\n        }",
            "\"applyable\": true",
            "\"complete\": true",
            "\"errored\": false");
  }

  @Test
  void aSecretIsMarkedAndShownByItsFingerprint() {
    Value.Fields before = Value.Fields.empty().with("key", new Value.Sealed("v1:AAECAwQFBgc="));
    Value.Fields after = before.with("key", new Value.Sealed("v1:CAECAwQFBgc="));
    Plan empty = fleet.plan();
    Plan plan =
        new Plan(
            empty.origin(),
            List.of(
                new Change.Update(
                    Things.address("a"), before, after, Differ.diff(before, after, Set.of()))),
            List.of(
                new Plan.Drift(
                    Things.address("a"), false, before, Differ.diff(before, after, Set.of()))),
            List.of(),
            List.of(),
            new TreeMap<>(),
            empty.graph());

    String json = PlanFile.write(plan);

    assertThat(PlanFile.read(json)).isEqualTo(plan);
    assertThat(json)
        .contains(
            "\"before\": {\n          \"key\": \"(sealed sha256:cecfe6fc)\"\n        }",
            "\"before_sensitive\": {\n          \"key\": true\n        }",
            "\"after_sensitive\": {\n          \"key\": true\n        }",
            "\"after_unknown\": {}");
  }

  @Test
  void aPlanEditedByHandIsRefused() {
    fleet.with(thing("a", "h1").set("x", "harmless"));
    String json = PlanFile.write(fleet.plan());
    assertRefused(json.replace("harmless", "harmful"), "plan-file-altered");
    assertRefused(json.replace("\"errored\": false", "\"errored\": true"), "plan-file-altered");
  }

  @Test
  void layoutDoesNotCount() {
    fleet.with(thing("a", "h1"));
    Plan plan = fleet.plan();
    assertThat(PlanFile.read(PlanFile.write(plan).replace("\n  ", "\n      "))).isEqualTo(plan);
  }

  @Test
  void aPlanCutAnywhereIsRefused() {
    fleet.with(thing("a", "h1"));
    String json = PlanFile.write(fleet.plan()).strip();
    for (int length = 0; length < json.length(); length += 7) {
      assertRefused(json.substring(0, length), "plan-file-damaged");
    }
  }

  @Test
  void anotherFormatIsRefusedByItsVersion() {
    String json = PlanFile.write(fleet.plan());
    assertRefused(
        json.replace("\"format_version\": \"1.0\"", "\"format_version\": \"2.0\""),
        "plan-file-newer");
    assertRefused("{}", "plan-file-damaged");
    assertRefused("[]", "plan-file-damaged");
    assertRefused("\u0000\u0001", "plan-file-damaged");
  }

  /** A plan with every kind of change, with drift, and with something blocked. */
  private Plan everything() {
    fleet
        .with(
            thing("adopt", "h1"),
            thing("delete", "h1"),
            thing("forget", "h1"),
            thing("noop", "h1"),
            thing("replace", "h1"),
            thing("update", "h1").set("a.b", "1").set("$c", "2"),
            thing("unknown", "h2"))
        .apply();
    HostName host = new HostName("h1");
    fleet.state(fleet.state().without(Things.address("adopt")));
    fleet.world().lose(host, "forget");
    Value.Fields file = fleet.world().file(host, "update").orElseThrow();
    fleet.world().edit(host, "update", file.with("settings", Value.Fields.empty()));
    fleet.world().reachable(new HostName("h2"), false);
    fleet
        .without("delete")
        .without("forget")
        .with(
            thing("create", "h1").upstream("replace"),
            thing("replace", "h1").zone("b"),
            thing("waits", "h1").after("unknown"));
    Plan plan = fleet.plan();
    assertThat(Fleet.actions(plan)).hasSize(6);
    assertThat(plan.drift()).hasSize(2);
    assertThat(plan.blocked()).hasSize(2);
    return plan;
  }

  private static void assertRefused(String json, String code) {
    assertThatThrownBy(() -> PlanFile.read(json))
        .isInstanceOf(DiagnosticException.class)
        .extracting(
            thrown -> ((DiagnosticException) thrown).diagnostics(),
            InstanceOfAssertFactories.list(Diagnostic.class))
        .extracting(Diagnostic::code)
        .containsExactly(code);
  }
}
