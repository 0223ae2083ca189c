package dev.gantry.cli.render;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gantry.cli.terminal.Style;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

final class PlanTextTest {
  /** How Atlantis moves marks to the first column, where diff viewers colour them. */
  private static final Pattern ATTRIBUTE =
      Pattern.compile(
          "(?m)^( +)([-+~]\\s)([a-zA-Z_]\\w*\\s*)(\\s=\\s|\\s->\\s|\\(known after apply\\)|\\{)(.*)");

  private static final Pattern BLOCK =
      Pattern.compile("(?m)^( +)([-+~]\\s)((?:resource|data|module)\\s+.+\\{.*)");

  @Test
  void theTextIsTheOneThatIsCheckedIn() throws IOException {
    assertThat(PlanText.of(SamplePlan.everything(), Style.plain())).isEqualTo(golden("plan.txt"));
    assertThat(PlanText.driftOf(SamplePlan.everything(), Style.plain()))
        .isEqualTo(golden("drift.txt"));
    assertThat(PlanText.of(SamplePlan.nothing(), Style.plain())).isEqualTo(golden("nothing.txt"));
  }

  @Test
  void reviewToolsFindBlocksAndAttributes() {
    String text = PlanText.of(SamplePlan.everything(), Style.plain());

    assertThat(BLOCK.matcher(text).results().map(match -> match.group(3)))
        .contains("resource \"Node\" \"created\" {", "resource \"Node\" \"updated\" {");
    assertThat(
            ATTRIBUTE
                .matcher(text)
                .results()
                .map(match -> (match.group(2) + match.group(3)).strip()))
        .contains("+ address", "~ kernel", "- motd");
  }

  @Test
  void coloursChangeNothingElse() {
    String coloured = PlanText.of(SamplePlan.everything(), new Style(true));

    assertThat(coloured).contains("\u001b[");
    assertThat(coloured.replaceAll("\u001b\\[[0-9]+m", ""))
        .isEqualTo(PlanText.of(SamplePlan.everything(), Style.plain()));
  }

  private static String golden(String name) throws IOException {
    try (var text = PlanTextTest.class.getResourceAsStream(name)) {
      assertThat(text).as(name).isNotNull();
      return new String(text.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
