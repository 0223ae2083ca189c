package dev.gantry.providers.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ClockOffsetTest {
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  @Test
  void theRealOffsetIsAlwaysBetweenTheBounds() {
    long seed = Long.getLong("gantry.seed", System.nanoTime());
    System.out.println("ClockOffsetTest: -Dgantry.seed=" + seed);
    SplittableRandom random = new SplittableRandom(seed);
    for (int round = 0; round < 10_000; round++) {
      Duration real = Duration.ofMillis(random.nextLong(-5_000, 5_000));
      Instant there = START.plusMillis(random.nextLong(0, 2_000));
      Instant end = there.plusMillis(random.nextLong(0, 500));
      Instant answered = end.plusMillis(random.nextLong(0, 2_000));

      ClockOffset offset = ClockOffset.of(START, there.plus(real), end.plus(real), answered);

      assertThat(offset.least()).isLessThanOrEqualTo(real);
      assertThat(offset.most()).isGreaterThanOrEqualTo(real);
      assertThat(offset.surelyAheadOf(ClockOffset.none()))
          .isLessThanOrEqualTo(real.isNegative() ? Duration.ZERO : real);
    }
  }

  @Test
  void halfOfTheWayIsTakenAsTheMeasure() {
    ClockOffset offset =
        ClockOffset.of(START, START.plusSeconds(11), START.plusSeconds(11), START.plusSeconds(2));

    assertThat(offset.middle()).isEqualTo(Duration.ofSeconds(10));
  }
}
