package dev.gantry.engine.planner;

import dev.gantry.resources.address.ResourceAddress;
import dev.gantry.resources.diagnostic.Diagnostic;
import dev.gantry.resources.value.Value;
import java.util.Optional;

/** The field {@code preventDestroy}, which every kind may have. */
final class Protection {
  private static final String FIELD = "preventDestroy";

  private Protection() {}

  static boolean isOn(Value.Fields spec) {
    return spec.find(FIELD).equals(Optional.of(Value.of(true)));
  }

  static Diagnostic refusal(ResourceAddress address, String action) {
    return Diagnostic.error(
            "prevent-destroy",
            address + " may not be destroyed",
            "The plan would "
                + action
                + " it, and its "
                + FIELD
                + " is true. Set it to false and apply first, or take the change back.")
        .at(address);
  }
}
