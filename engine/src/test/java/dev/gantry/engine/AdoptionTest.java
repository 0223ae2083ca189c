package dev.gantry.engine;

import static dev.gantry.engine.memory.Things.thing;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gantry.engine.adopt.Adoption;
import dev.gantry.engine.memory.Fleet;
import dev.gantry.engine.memory.MemorySession;
import dev.gantry.engine.memory.MemoryWorld;
import dev.gantry.engine.memory.Things;
import dev.gantry.engine.spi.Import;
import dev.gantry.resources.address.HostName;
import dev.gantry.resources.address.ResourceAddress;
import dev.gantry.resources.diagnostic.Diagnostic;
import dev.gantry.resources.diagnostic.DiagnosticException;
import dev.gantry.resources.value.Value;
import dev.gantry.state.State;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Taking over what is there: what one fleet made, another one adopts. */
final class AdoptionTest {
  private final MemoryWorld world = new MemoryWorld();

  AdoptionTest() {
    fleet("1").apply();
  }

  @Test
  void whatIsThereIsRecordedAndThenNothingIsToDo() {
    Fleet other = fleet("1");
    int writes = world.writes();

    other.state(adopt(other));

    assertThat(Fleet.actions(other.plan())).isEmpty();
    assertThat(other.plan().drift()).isEmpty();
    assertThat(world.writes()).isEqualTo(writes);
    assertThat(other.state().resources().get(Things.address("b")))
        .satisfies(
            recorded -> {
              assertThat(recorded.dependencies()).containsExactly(Things.address("a"));
              assertThat(recorded.hosts()).containsOnlyKeys(new HostName("h2"));
            });
  }

  @Test
  void whatAPlanWouldChangeIsRefused() {
    assertThat(codes(fleet("2"))).containsExactly("import-differs");
  }

  @Test
  void whatIsNotThereIsRefused() {
    world.lose(new HostName("h2"), "b");

    assertThat(codes(fleet("1"))).containsExactly("import-not-there");
  }

  @Test
  void aSilentMachineIsRefused() {
    world.reachable(new HostName("h1"), false);

    assertThat(codes(fleet("1"))).hasSize(1).doesNotContain("import-not-there");
  }

  @Test
  void mostKindsCannotBeImportedByThemselves() {
    Import.Request request =
        new Import.Request(Things.address("a"), Value.Fields.empty(), new TreeMap<>());

    assertThatThrownBy(() -> fleet("1").engine().importFrom(request))
        .isInstanceOfSatisfying(
            DiagnosticException.class,
            refused ->
                assertThat(refused.diagnostics())
                    .extracting(Diagnostic::code)
                    .containsExactly("cannot-import"));
  }

  private Fleet fleet(String x) {
    return new Fleet(world).with(thing("a", "h1").set("x", x), thing("b", "h2").after("a"));
  }

  private static State adopt(Fleet fleet) {
    SortedMap<ResourceAddress, Value.Fields> known = new TreeMap<>();
    fleet.configuration().resources().keySet().forEach(it -> known.put(it, Value.Fields.empty()));
    return fleet
        .engine()
        .adopt(
            fleet.configuration(),
            MemorySession.emptyState(),
            new Adoption.Known(known, new TreeMap<>()),
            4,
            _ -> {});
  }

  private static List<String> codes(Fleet fleet) {
    try {
      adopt(fleet);
      return List.of();
    } catch (DiagnosticException refused) {
      return refused.diagnostics().stream().map(Diagnostic::code).toList();
    }
  }
}
