package dev.gantry.engine.execute;

import java.time.Duration;

/**
 * How a plan is run.
 *
 * @param parallelism hosts at work at once, at least 1
 * @param firstPause before the second try of a step; each further pause is twice as long, up to
 *     half a minute, and all vary by chance so that hosts do not try in step
 * @param grace how long a step may take to end after it was interrupted
 */
public record ApplyOptions(int parallelism, Duration firstPause, Duration grace) {
  /** Thirty hosts, a first pause of two seconds, ten seconds to end. */
  public static ApplyOptions usual() {
    return new ApplyOptions(30, Duration.ofSeconds(2), Duration.ofSeconds(10));
  }

  /** The same with so many hosts at once. */
  public ApplyOptions withParallelism(int hosts) {
    return new ApplyOptions(hosts, firstPause, grace);
  }
}
