package dev.gantry.state.crypto;

import dev.gantry.resources.value.Value;
import java.util.Optional;

/**
 * What one guess of a passphrase costs.
 *
 * @param memoryKib memory in KiB
 * @param passes over that memory, one after another
 * @param lanes that could be filled at once
 */
public record Argon2Cost(int memoryKib, int passes, int lanes) {
  private static final Argon2Cost USUAL = new Argon2Cost(64 * 1024, 3, 1);

  /** More than that is nobody's setting but an attempt to exhaust the reader: 1 GiB. */
  private static final int MOST_MEMORY = 1024 * 1024;

  private static final int MOST_PASSES = 64;
  private static final int MOST_LANES = 16;

  /** 64 MiB, 3 passes, 1 lane: above what OWASP's Password Storage Cheat Sheet asks at least. */
  public static Argon2Cost usual() {
    return USUAL;
  }

  /** As it stands with a recipient. */
  Value.Fields with(Value.Fields params) {
    return params
        .with("memoryKib", Value.of(memoryKib))
        .with("passes", Value.of(passes))
        .with("lanes", Value.of(lanes));
  }

  /** What {@link #with} wrote; empty when it is something else, or beyond all measure. */
  static Optional<Argon2Cost> of(Value.Fields params) {
    return whole(params, "memoryKib", MOST_MEMORY)
        .flatMap(
            memory ->
                whole(params, "passes", MOST_PASSES)
                    .flatMap(
                        passes ->
                            whole(params, "lanes", MOST_LANES)
                                .map(lanes -> new Argon2Cost(memory, passes, lanes))));
  }

  private static Optional<Integer> whole(Value.Fields params, String name, int most) {
    return params.find(name).orElse(Value.of(false)) instanceof Value.Whole(long number)
            && number >= 1
            && number <= most
        ? Optional.of((int) number)
        : Optional.empty();
  }
}
