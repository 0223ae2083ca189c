package dev.gantry.resources.yaml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.gantry.resources.diagnostic.DiagnosticException;
import dev.gantry.resources.diagnostic.DiagnosticText;
import dev.gantry.resources.kinds.Kinds;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each folder under {@code broken} is a configuration with the diagnostics that it must give, word
 * for word, in {@code expected.txt}. With {@code -Dgantry.rewrite=true} the texts are written anew;
 * read the difference before committing it.
 */
final class BrokenConfigurationsTest {
  private static final Path FOLDER = Path.of("src/test/resources/broken");

  static List<Path> folders() throws IOException {
    try (Stream<Path> folders = Files.list(FOLDER)) {
      return folders.sorted().toList();
    }
  }

  @Test
  void thereAreAtLeastTwentyFour() throws IOException {
    assertThat(folders()).hasSizeGreaterThanOrEqualTo(24);
  }

  @ParameterizedTest
  @MethodSource("folders")
  void itGivesItsDiagnostics(Path folder) throws IOException {
    ConfigLoader loader = new ConfigLoader(Kinds.all());

    DiagnosticException stop =
        catchThrowableOfType(
            DiagnosticException.class, () -> loader.load(folder, Map.of(), Map.of()));

    assertThat(stop).as("an error").isNotNull();
    String text = DiagnosticText.of(stop.diagnostics()).replace(folder + "/", "");
    Path expected = folder.resolve("expected.txt");
    if (Boolean.getBoolean("gantry.rewrite")) {
      Files.writeString(expected, text);
    }
    assertThat(text).isEqualTo(Files.readString(expected));
  }
}
