package dev.gantry.resources.schema;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gantry.resources.kind.Field;
import dev.gantry.resources.kind.Kind;
import dev.gantry.resources.kind.SpecModel;
import dev.gantry.resources.kinds.Kinds;
import org.junit.jupiter.api.Test;

final class JsonSchemaTest {
  private static final String SCHEMA = JsonSchema.of(Kinds.all());

  @Test
  void everyFieldIsInIt() {
    for (Kind<?> kind : Kinds.all()) {
      assertThat(SCHEMA).contains("\"$ref\": \"#/$defs/" + kind.name() + "\"");
      for (Field field : SpecModel.of(kind.spec()).fields()) {
        assertThat(SCHEMA).contains("\"" + field.name() + "\": {");
      }
    }
  }

  @Test
  void boundsAndChoicesAndDefaultsAreInIt() {
    assertThat(SCHEMA)
        .contains("\"maximum\": 65535")
        .contains("\"control-plane\"")
        .contains("\"default\": \"accept-new\"")
        .startsWith("{")
        .endsWith("}\n");
  }

  @Test
  void itIsTheSameEveryTime() {
    assertThat(JsonSchema.of(Kinds.all())).isEqualTo(SCHEMA);
  }
}
