package dev.gantry.cli.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two applies at once: the second is refused and names the first. */
class TwoRunsLabIT {
  private static final String NETWORK = "10.83.0.0/24";

  @Test
  void theSecondApplyIsRefusedAndNamesTheFirst(@TempDir Path folder)
      throws InterruptedException, IOException {
    try (Lab lab = Lab.up("two", NETWORK, 3)) {
      Workspace workspace = Workspace.example("quickstart", folder, NETWORK, lab);
      Path log = Files.createTempFile(folder, "first", ".log");
      Process first = workspace.start(log, "apply", "--auto-approve");
      Path journal = workspace.file("gantry.state.json.journal");
      Await.until("the first apply has begun", () -> Files.exists(journal));

      Exec second = workspace.gantry("apply", "--auto-approve");

      assertThat(second.exit()).isEqualTo(16);
      assertThat(second.output()).contains(Long.toString(first.pid())).contains("apply");
      assertThat(first.waitFor()).as(Files.readString(log)).isZero();
      assertThat(workspace.gantry("plan", "--detailed-exitcode").exit()).isZero();
    }
  }
}
