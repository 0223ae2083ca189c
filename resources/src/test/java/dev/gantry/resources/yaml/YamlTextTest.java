package dev.gantry.resources.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gantry.resources.address.ResourceAddress;
import dev.gantry.resources.config.Configuration;
import dev.gantry.resources.kinds.Kinds;
import dev.gantry.resources.kinds.node.NodeKind;
import dev.gantry.resources.value.Value;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class YamlTextTest {
  private static final ResourceAddress NODE = new ResourceAddress("Node", "on");

  @Test
  void fieldsComeInTheOrderOfTheReference() {
    Value.Fields spec =
        Value.Fields.empty()
            .with("lifecycle", Value.of("external"))
            .with("address", Value.of("10.0.0.1"))
            .with("taints", new Value.Many(List.of(taint())))
            .with("ssh", Value.Fields.empty().with("port", Value.of(22)));

    assertThat(YamlText.document(NodeKind.KIND, NODE, spec, List.of("made by\nhand")))
        .isEqualTo(
            """
            # made by hand
            apiVersion: gantry.dev/v1
            kind: Node
            metadata:
              name: "on"
            spec:
              address: 10.0.0.1
              ssh:
                port: 22
              taints:
                - {effect: NoSchedule, key: a, value: "1"}
              lifecycle: external
            """);
  }

  @Test
  void anyTextIsReadBackAsItWas() {
    for (String text :
        List.of(
            "no",
            "1.30",
            "a: b",
            "# c",
            "${var.x}",
            "$${y}",
            "\"q\\",
            "\ud83d\ude00",
            "",
            " x ",
            "- y",
            "0644",
            "null",
            "a\tb")) {
      Value.Fields spec =
          Value.Fields.empty()
              .with("address", Value.of("10.0.0.1"))
              .with("annotations", Value.ofTexts(Map.of("note", text)));
      Map<String, String> file =
          Map.of("node.yaml", YamlText.document(NodeKind.KIND, NODE, spec, List.of()));

      Configuration loaded =
          new ConfigLoader(Kinds.all())
              .load(Path.of("/nowhere/at/all"), new TreeMap<>(file), Map.of(), Map.of());

      assertThat(
              Optional.ofNullable(loaded.resources().get(NODE))
                  .orElseThrow()
                  .spec()
                  .fields("annotations")
                  .text("note"))
          .as(text)
          .contains(text);
    }
  }

  @Test
  void documentsOfOthersAreReadAsTexts() {
    assertThat(YamlValues.parse("a: 1.30\nb: [yes, {c: null, d: ''}]\ne: ~\nf: |\n  x\n"))
        .contains(
            Value.Fields.empty()
                .with("a", Value.of("1.30"))
                .with(
                    "b",
                    new Value.Many(
                        List.of(Value.of("yes"), Value.Fields.empty().with("d", Value.of("")))))
                .with("f", Value.of("x\n")));
    assertThat(YamlValues.parse("a: *b")).isEmpty();
    assertThat(YamlValues.parse("- a")).isEmpty();
    assertThat(YamlValues.parse("a: 1\n---\na: 2\n")).isEmpty();
    assertThat(YamlValues.parse("")).isEmpty();
  }

  private static Value taint() {
    return Value.ofTexts(Map.of("key", "a", "value", "1", "effect", "NoSchedule"));
  }
}
