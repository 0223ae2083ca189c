package dev.gantry.resources.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gantry.resources.diagnostic.DiagnosticException;
import dev.gantry.resources.diagnostic.DiagnosticText;
import dev.gantry.resources.kinds.Kinds;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.io.TempDir;

/** Whatever stands in a file, loading ends with a configuration or with diagnostics. */
final class NoiseTest {
  private static final int ROUNDS = 2_000;
  private static final String[] PIECES = {
    "apiVersion: gantry.dev/v1\n",
    "kind: Node\n",
    "kind: VIP\n",
    "kind: Project\n",
    "metadata:\n",
    "  name: a\n",
    "  name: b\n",
    "spec:\n",
    "  address: 10.0.0.1\n",
    "  nodes: [a, b]\n",
    "---\n",
    "...\n",
    "  ",
    "\t",
    "- ",
    ": ",
    "{",
    "}",
    "[",
    "]",
    "\"",
    "'",
    "|\n",
    ">-\n",
    "&a ",
    "*a",
    "!!x ",
    "? ",
    "# ",
    "%YAML 1.1\n",
    "${var.x}",
    "${Node/a.address}",
    "${VIP/b.managed.x}",
    "${",
    "$${",
    "}\n",
    "null",
    "~",
    "-1",
    "99999999999999999999",
    "true",
    "<<: ",
    "\u00e9",
    "\uD83D\uDE00",
    "\u2028",
    "\n",
    "\r",
    "  variables: {x: {default: 1}}\n",
    "  defaults: {Node: {ssh: {port: x}}}\n",
    "dependsOn: [Node/a]\n",
    "  ssh: ${Node/a.ssh}\n",
    "  labels: ${Node/b.labels}\n",
    "@",
    "`",
    ","
  };

  @TempDir private Path folder;

  @Test
  void randomPiecesNeverThrowAnythingElse(TestReporter reporter) throws IOException {
    long seed = seed(reporter);
    SplittableRandom random = new SplittableRandom(seed);
    for (int round = 0; round < ROUNDS; round++) {
      StringBuilder text = new StringBuilder();
      for (int i = random.nextInt(40); i >= 0; i--) {
        text.append(PIECES[random.nextInt(PIECES.length)]);
      }
      loads(text.toString().getBytes(StandardCharsets.UTF_8), seed);
    }
  }

  @Test
  void damagedConfigurationsNeverThrowAnythingElse(TestReporter reporter) throws IOException {
    long seed = seed(reporter);
    SplittableRandom random = new SplittableRandom(seed);
    byte[] whole = everything();
    for (int round = 0; round < ROUNDS / 10; round++) {
      byte[] damaged = whole.clone();
      for (int i = random.nextInt(8); i >= 0; i--) {
        damaged[random.nextInt(damaged.length)] = (byte) (random.nextInt(96) + 30);
      }
      loads(damaged, seed);
    }
  }

  private static byte[] everything() throws IOException {
    StringBuilder all = new StringBuilder();
    try (Stream<Path> files = Files.list(Path.of("../examples/quickstart"))) {
      for (Path file : files.filter(path -> path.toString().endsWith(".yaml")).sorted().toList()) {
        all.append(Files.readString(file)).append("\n---\n");
      }
    }
    return all.toString().getBytes(StandardCharsets.UTF_8);
  }

  private void loads(byte[] bytes, long seed) throws IOException {
    Files.write(folder.resolve("noise.yaml"), bytes);
    try {
      assertThat(new ConfigLoader(Kinds.all()).load(folder, Map.of(), Map.of()).digest())
          .hasSize(64);
    } catch (DiagnosticException stop) {
      assertThat(DiagnosticText.of(stop.diagnostics())).contains("Error: ");
    } catch (RuntimeException | StackOverflowError thrown) {
      throw new AssertionError(
          "seed " + seed + ":\n" + new String(bytes, StandardCharsets.UTF_8), thrown);
    }
  }

  private static long seed(TestReporter reporter) {
    long seed = Long.getLong("gantry.seed", System.nanoTime());
    reporter.publishEntry("seed", Long.toString(seed));
    return seed;
  }
}
