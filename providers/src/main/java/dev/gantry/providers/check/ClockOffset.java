package dev.gantry.providers.check;

import java.time.Duration;
import java.time.Instant;

/**
 * By how much a machine's clock is ahead of this one's: between two bounds, because the way there
 * and back takes time. The question was sent before the machine first looked at its clock, and its
 * answer came after it last did; half of the way there and back is taken as the measure.
 *
 * @param least negative when the machine is behind
 */
record ClockOffset(Duration least, Duration most) {
  /**
   * From four moments.
   *
   * @param asked here, before the question was sent
   * @param first there, the first look at the clock
   * @param last there, the last one
   * @param answered here, when the answer was there
   */
  static ClockOffset of(Instant asked, Instant first, Instant last, Instant answered) {
    return new ClockOffset(Duration.between(answered, last), Duration.between(asked, first));
  }

  /** No offset at all: this machine's own clock. */
  static ClockOffset none() {
    return new ClockOffset(Duration.ZERO, Duration.ZERO);
  }

  /** The most likely value. */
  Duration middle() {
    return least.plus(most).dividedBy(2);
  }

  /** How far this clock is ahead of the other for certain; zero where that is not certain. */
  Duration surelyAheadOf(ClockOffset other) {
    Duration gap = least.minus(other.most);
    return gap.isNegative() ? Duration.ZERO : gap;
  }
}
