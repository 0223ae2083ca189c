package dev.gantry.resources.diagnostic;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gantry.resources.address.ResourceAddress;
import java.util.List;
import org.junit.jupiter.api.Test;

final class DiagnosticTextTest {
  @Test
  void itLooksAsDocumented() {
    Diagnostic diagnostic =
        Diagnostic.error(
                "unknown-field",
                "Unsupported field \"adress\"",
                "A Node has no field \"adress\". Did you mean \"address\"?")
            .at(new ResourceAddress("Node", "cp-1"))
            .at(new SourceRange("nodes.yaml", 7, 3, 6, "  adress: 10.0.0.1"));

    assertThat(DiagnosticText.of(diagnostic))
        .isEqualTo(
            """
            Error: Unsupported field "adress"

              on nodes.yaml line 7, column 3, in Node/cp-1:
                  7 |   adress: 10.0.0.1
                    |   ^^^^^^

            A Node has no field "adress". Did you mean "address"?
            """);
  }

  @Test
  void aHostStandsWhereAFileWould() {
    Diagnostic diagnostic = Diagnostic.warning("slow", "Slow host", "").onHost("cp-1: uptime");

    assertThat(DiagnosticText.of(diagnostic))
        .isEqualTo("Warning: Slow host\n\n  on host cp-1: uptime:\n");
  }

  @Test
  void aLongLineIsCutAroundItsMark() {
    SourceRange range =
        new SourceRange("a.yaml", 1, 501, 3, "x".repeat(500) + "bad" + "y".repeat(500));

    List<String> lines =
        DiagnosticText.of(Diagnostic.error("c", "s", "d").at(range)).lines().toList();

    assertThat(lines.get(3)).contains("badyyy").startsWith("      1 | …x").endsWith("y…");
    assertThat(lines.get(4).indexOf('^')).isEqualTo(lines.get(3).indexOf("bad"));
  }

  @Test
  void nothingCommandsTheTerminal() {
    SourceRange range = new SourceRange("a.yaml", 1, 1, 1, "a\u001b[31mb\tc");

    assertThat(DiagnosticText.of(Diagnostic.error("c", Quote.of("\u001b[0m"), "d").at(range)))
        .doesNotContain("\u001b")
        .contains("a\uFFFD[31mb c");
  }

  @Test
  void nearWordsAreSuggested() {
    List<String> words = List.of("address", "role", "hostname");

    assertThat(Suggestion.nearest("adress", words)).contains("address");
    assertThat(Suggestion.nearest("Role", words)).contains("role");
    assertThat(Suggestion.nearest("hsotname", words)).contains("hostname");
    assertThat(Suggestion.nearest("port", words)).isEmpty();
    assertThat(Suggestion.nearest("x".repeat(100_000), words)).isEmpty();
  }
}
