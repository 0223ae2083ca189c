package dev.gantry.engine.plan;

import dev.gantry.resources.value.AttributePath;
import dev.gantry.resources.value.Value;
import java.util.Optional;

/** One attribute that changes; empty means that it is not set on that side. */
public record AttributeDiff(AttributePath path, Optional<Value> before, Optional<Value> after) {}
