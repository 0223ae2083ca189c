package dev.gantry.engine.memory;

import dev.gantry.engine.spi.StepException;
import dev.gantry.resources.address.ResourceAddress;

/** What goes wrong, and a way to watch: called inside every step, before it does anything. */
@FunctionalInterface
public interface Faults {
  /** Nothing goes wrong. */
  Faults NONE = (_, _) -> {};

  /**
   * Lets the step pass, holds it up, or fails it.
   *
   * @throws StepException when the step is to fail
   * @throws InterruptedException when it was interrupted while it was held up
   */
  void before(ResourceAddress address, String step) throws StepException, InterruptedException;
}
