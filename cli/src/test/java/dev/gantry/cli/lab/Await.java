package dev.gantry.cli.lab;

import java.time.Duration;
import java.time.Instant;

/** Waits for a condition instead of for a time. */
final class Await {
  private static final Duration LIMIT = Duration.ofSeconds(60);

  private Await() {}

  /** Something that is or is not so. */
  @FunctionalInterface
  interface Condition {
    boolean holds() throws InterruptedException;
  }

  static void until(String what, Condition condition) throws InterruptedException {
    Instant end = Instant.now().plus(LIMIT);
    while (!condition.holds()) {
      if (Instant.now().isAfter(end)) {
        throw new AssertionError("not within " + LIMIT + ": " + what);
      }
      Thread.sleep(Duration.ofMillis(50));
    }
  }
}
