package dev.gantry.engine.spi;

import dev.gantry.resources.diagnostic.Diagnostic;
import dev.gantry.resources.value.Value;

/** What the machines say of one resource now. */
public sealed interface Observation {

  /** It is there, with these attributes: spec fields as they really are, and computed ones. */
  record Present(Value.Fields attributes) implements Observation {}

  /**
   * It is certainly not there: every machine that could tell has answered.
   *
   * @param facts computed attributes that are known of the machines all the same
   */
  record Absent(Value.Fields facts) implements Observation {}

  /** It cannot be told; nothing is planned for it (law 1). */
  record Unknown(Diagnostic reason) implements Observation {}
}
