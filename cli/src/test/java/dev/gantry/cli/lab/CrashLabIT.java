package dev.gantry.cli.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code kill -9} of a run at random moments: the next run converges, the state is always valid.
 */
class CrashLabIT {
  private static final int KILLS = Integer.getInteger("gantry.kills", 4);
  private static final String NETWORK = "10.82.0.0/24";

  @Test
  void everyKilledRunIsFinishedByTheNext(@TempDir Path folder)
      throws InterruptedException, IOException {
    long seed = Long.getLong("gantry.seed", System.nanoTime());
    System.out.println("CrashLabIT: -Dgantry.seed=" + seed);
    SplittableRandom random = new SplittableRandom(seed);
    try (Lab lab = Lab.up("crash", NETWORK, 3)) {
      Workspace workspace = Workspace.example("quickstart", folder, NETWORK, lab);
      Duration apply = timed(workspace, "apply");
      Duration destroy = timed(workspace, "destroy");
      for (int kill = 0; kill < KILLS; kill++) {
        boolean creating = kill % 2 == 0;
        String operation = creating ? "apply" : "destroy";
        long whole = (creating ? apply : destroy).toMillis();
        Duration moment = Duration.ofMillis(random.nextLong(300, whole));
        killed(workspace, folder, operation, moment);
        assertThat(workspace.gantry("state", "list").exit())
            .as("state after kill %d of %s at %s", kill, operation, moment)
            .isZero();
        Exec next = workspace.gantry(operation, "--auto-approve");
        assertThat(next.exit())
            .as("%s after kill %d at %s:%n%s", operation, kill, moment, next.output())
            .isZero();
        if (creating) {
          assertThat(workspace.gantry("plan", "--detailed-exitcode").exit()).isZero();
        } else {
          assertThat(workspace.gantry("state", "list").ok()).isBlank();
        }
      }
    }
  }

  private static Duration timed(Workspace workspace, String operation) throws InterruptedException {
    Instant start = Instant.now();
    workspace.gantry(operation, "--auto-approve").ok();
    return Duration.between(start, Instant.now());
  }

  private static void killed(Workspace workspace, Path folder, String operation, Duration moment)
      throws InterruptedException, IOException {
    Path log = Files.createTempFile(folder, "killed", ".log");
    Process process = workspace.start(log, operation, "--auto-approve");
    if (!process.waitFor(moment.toMillis(), TimeUnit.MILLISECONDS)) {
      process.destroyForcibly();
    }
    process.waitFor();
  }
}
