package dev.gantry.cli.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gantry.resources.diagnostic.DiagnosticException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class OptionsTest {
  @TempDir Path folder;

  @Test
  void oneDashIsAsGoodAsTwo() {
    assertThat(
            GantryCommandLine.twoDashes(
                "-chdir=x", "plan", "-out", "a", "-h", "--json", "-", "--", "-not-this"))
        .containsExactly("--chdir=x", "plan", "--out", "a", "-h", "--json", "-", "--", "-not-this");
  }

  @Test
  void aVariableFileHasALineAVariable() throws IOException {
    Path file = folder.resolve("vars");
    Files.writeString(file, "# note\n\n region = \"north\" \nempty=\nexpression=a=b\n");

    assertThat(VariableFile.read(file))
        .containsExactlyEntriesOf(
            new java.util.TreeMap<>(Map.of("region", "north", "empty", "", "expression", "a=b")));
  }

  @Test
  void aBadLineIsNamed() throws IOException {
    Path file = folder.resolve("vars");
    Files.writeString(file, "a=b\nnonsense\n");

    assertThatThrownBy(() -> VariableFile.read(file))
        .isInstanceOfSatisfying(
            DiagnosticException.class,
            e -> assertThat(e.diagnostics().getFirst().detail()).contains("vars, line 2"));
  }
}
