package dev.gantry.resources.kind;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gantry.resources.kinds.vip.VrrpSpec;
import dev.gantry.resources.value.AttributePath;
import dev.gantry.resources.value.Value;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class SpecWriterTest {
  private static final VrrpSpec SPEC =
      new VrrpSpec(
          61,
          "300ms",
          3,
          VrrpSpec.Transport.UNICAST,
          Map.of("cp-1", 150),
          Optional.of(
              new SecretSource(
                  Optional.empty(), Optional.empty(), Optional.of(List.of("pass", "vrrp")))));

  @Test
  void everyComponentBecomesAFieldOfItsName() {
    Value.Fields fields = SpecWriter.write(SPEC);
    assertThat(fields.entries().keySet())
        .containsExactly(
            "advertInterval", "password", "priorities", "routerId", "transport", "version");
    assertThat(fields.find("routerId")).contains(Value.of(61));
    assertThat(fields.text("transport")).contains("unicast");
    assertThat(AttributePath.of("priorities", "cp-1").in(fields)).contains(Value.of(150));
  }

  @Test
  void whatIsNotSetIsNotThere() {
    Value.Fields password = SpecWriter.write(SPEC).fields("password");
    assertThat(password.entries()).containsOnlyKeys("command");
    assertThat(password.find("command")).contains(Value.ofTexts(List.of("pass", "vrrp")));
  }
}
