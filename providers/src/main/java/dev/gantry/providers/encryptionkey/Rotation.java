package dev.gantry.providers.encryptionkey;

import dev.gantry.resources.kind.Durations;
import dev.gantry.resources.kinds.encryptionkey.EncryptionKeySpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Whether a key is old enough to be rotated: the attribute {@code rotation}. */
final class Rotation {
  static final String NAME = "rotation";
  static final String NOT_DUE = "not due";

  private static final String DUE = "due since ";

  private Rotation() {}

  /**
   * The word for it.
   *
   * @param now by a control plane's clock; without one nothing is due
   */
  static String word(EncryptionKeySpec spec, Optional<KeyRing> ring, Optional<Instant> now) {
    Duration interval =
        Durations.isDuration(spec.rotationInterval())
            ? Durations.parse(spec.rotationInterval())
            : Duration.ZERO;
    Optional<Instant> made =
        ring.map(it -> it.keys().get(it.to().writer())).map(KeyRing.Key::created);
    if (interval.isZero() || made.isEmpty() || now.isEmpty()) {
      return NOT_DUE;
    }
    Instant due = made.get().plus(interval);
    return now.get().isBefore(due) ? NOT_DUE : DUE + due;
  }

  static boolean isDue(Optional<String> word) {
    return word.filter(text -> text.startsWith(DUE)).isPresent();
  }
}
