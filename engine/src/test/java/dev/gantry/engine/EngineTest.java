package dev.gantry.engine;

import static dev.gantry.engine.memory.Things.thing;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gantry.engine.memory.Fleet;
import dev.gantry.engine.memory.MemoryWorld;
import dev.gantry.resources.address.HostName;
import org.junit.jupiter.api.Test;

final class EngineTest {
  @Test
  void appliesAndThenHasNothingToDo() {
    Fleet fleet =
        new Fleet(new MemoryWorld())
            .with(thing("a", "h1").set("x", "1"), thing("b", "h2").upstream("a"));
    assertThat(Fleet.actions(fleet.plan())).containsExactly("create Thing/a", "create Thing/b");
    assertThat(fleet.apply().failures()).isEmpty();
    assertThat(Fleet.actions(fleet.plan())).isEmpty();
    assertThat(fleet.world().running()).isEqualTo(fleet.world().files());
    assertThat(fleet.world().file(new HostName("h2"), "b").flatMap(file -> file.text("upstream")))
        .contains("a-1");
  }
}
