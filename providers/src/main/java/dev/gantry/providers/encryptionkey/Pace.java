package dev.gantry.providers.encryptionkey;

import java.time.Duration;
import java.util.concurrent.Semaphore;

/**
 * How many requests are under way: one more for as long as the API answers as fast as it did, half
 * as many once it takes three times as long or refuses. Safe for use by several threads.
 */
final class Pace {
  private static final int SLOW = 3;

  private final int most;
  private final Semaphore free;
  private int allowed;
  private int owed;
  private double usual;

  /**
   * @param most never more than so many
   */
  Pace(int most) {
    this.most = most;
    this.allowed = Math.max(1, most / 2);
    this.free = new Semaphore(allowed);
  }

  /** Waits for a place. */
  void enter() throws InterruptedException {
    free.acquire();
  }

  /**
   * Gives the place back.
   *
   * @param took for one object, on the whole
   * @param refused whether the API said that it is asked too much
   */
  synchronized void leave(Duration took, boolean refused) {
    double now = Math.max(1, took.toNanos());
    boolean slow = refused || (usual > 0 && now > SLOW * usual);
    usual = usual <= 0 ? now : 0.9 * usual + 0.1 * Math.min(now, 2 * usual);
    if (slow) {
      owed += allowed - Math.max(1, allowed / 2);
      allowed = Math.max(1, allowed / 2);
    } else if (allowed < most) {
      allowed++;
      free.release();
    }
    if (owed > 0) {
      owed--;
    } else {
      free.release();
    }
  }

  /** How many may be under way. */
  synchronized int allowed() {
    return allowed;
  }
}
