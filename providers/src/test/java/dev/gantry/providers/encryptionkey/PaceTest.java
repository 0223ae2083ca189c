package dev.gantry.providers.encryptionkey;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class PaceTest {
  private static final Duration FAST = Duration.ofMillis(5);

  private static void one(Pace pace, Duration took, boolean refused) throws InterruptedException {
    pace.enter();
    pace.leave(took, refused);
  }

  @Test
  void growsWhileTheApiIsAsFastAsItWas() throws InterruptedException {
    Pace pace = new Pace(8);
    for (int i = 0; i < 20; i++) {
      one(pace, FAST, false);
    }
    assertThat(pace.allowed()).isEqualTo(8);
  }

  @Test
  void halvesWhenTheApiIsSlowOrRefuses() throws InterruptedException {
    Pace pace = new Pace(8);
    for (int i = 0; i < 20; i++) {
      one(pace, FAST, false);
    }
    one(pace, FAST.multipliedBy(10), false);
    assertThat(pace.allowed()).isEqualTo(4);
    one(pace, FAST, true);
    assertThat(pace.allowed()).isEqualTo(2);
  }

  @Test
  void oneIsAlwaysUnderWay() throws InterruptedException {
    Pace pace = new Pace(64);
    for (int i = 0; i < 100; i++) {
      one(pace, FAST, true);
    }
    assertThat(pace.allowed()).isEqualTo(1);
    for (int i = 0; i < 100; i++) {
      one(pace, FAST, false);
    }
    assertThat(pace.allowed()).isEqualTo(64);
  }

  @Test
  void noMoreAreUnderWayThanAreAllowed() throws InterruptedException {
    Pace pace = new Pace(2);
    pace.enter();
    pace.leave(FAST, false);
    pace.enter();
    pace.enter();
    pace.leave(FAST, true);
    pace.leave(FAST, true);
    pace.enter();
    assertThat(pace.allowed()).isEqualTo(1);
    pace.leave(FAST, true);
  }
}
