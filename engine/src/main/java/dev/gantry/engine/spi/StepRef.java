package dev.gantry.engine.spi;

import dev.gantry.resources.address.ResourceAddress;

/** A milestone: one step of one resource, written {@code ControlPlane/main:initialized}. */
public record StepRef(ResourceAddress address, String step) {
  @Override
  public String toString() {
    return address + ":" + step;
  }
}
