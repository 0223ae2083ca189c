package dev.gantry.state.local;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gantry.resources.address.ResourceAddress;
import dev.gantry.state.State;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Real processes, really killed: law 6 as far as the state goes. */
@Timeout(120)
final class KillTest {
  @TempDir Path folder;

  @Test
  void whatWasPromisedIsThereAfterTheKill() throws Exception {
    SplittableRandom random = new SplittableRandom(6);
    Path file = folder.resolve("gantry.state.json");
    int promised = 0;
    for (int round = 0; round < 5; round++) {
      promised = runAndKill(file, promised + 1, random.nextInt(1, 40));
      State state = new LocalStateStore(file).read();
      for (int i = 1; i <= promised; i++) {
        assertThat(state.resources())
            .as("round %s", round)
            .containsKey(new ResourceAddress("Node", "n" + i));
      }
      assertThat(state.resources()).hasSizeBetween(promised, promised + 1);
      promised = state.resources().size();
    }
  }

  /** The last number that the process printed before it died. */
  private static int runAndKill(Path file, int from, int lines)
      throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                ProcessHandle.current().info().command().orElseThrow(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                KilledRun.class.getName(),
                file.toString(),
                String.valueOf(from))
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    int last = 0;
    try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
      for (String line = out.readLine(); line != null; line = out.readLine()) {
        last = Integer.parseInt(line);
        if (--lines == 0) {
          process.toHandle().destroyForcibly();
        }
      }
    }
    assertThat(process.waitFor()).isEqualTo(128 + 9);
    return last;
  }
}
