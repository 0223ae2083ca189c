package dev.gantry.resources.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gantry.resources.address.ResourceAddress;
import dev.gantry.resources.config.Template.Part;
import dev.gantry.resources.value.AttributePath;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class TemplateTest {
  @Test
  void everyReferenceIsAPart() throws Template.MalformedException {
    Template template =
        Template.parse("a${var.x}b${env.X}${file.dir/f.txt}${Node/a.kernel.sysctls[\"net.x\"]}$");

    assertThat(template.parts())
        .containsExactly(
            new Part.Literal("a"),
            new Part.Variable("x"),
            new Part.Literal("b"),
            new Part.Environment("X"),
            new Part.FileText("dir/f.txt"),
            new Part.Attribute(
                new ResourceAddress("Node", "a"), AttributePath.of("kernel", "sysctls", "net.x")),
            new Part.Literal("$"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "plain",
        "$${kept}",
        "${var.x}",
        "a${VIP/main.nodes[2]}b",
        "${Node/a.facts.x}",
        "$${${var.y}$"
      })
  void whatIsWrittenIsWhatWasRead(String text) throws Template.MalformedException {
    assertThat(Template.parse(text)).hasToString(text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"${", "${}", "${x}", "${Node/a}", "${Node/A.b}", "${var.}", "${Node/a.b..c}"})
  void whatIsNoReferenceIsRefused(String text) {
    assertThatThrownBy(() -> Template.parse(text)).isInstanceOf(Template.MalformedException.class);
  }
}
