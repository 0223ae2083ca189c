package dev.gantry.providers.hostile;

import dev.gantry.resources.value.Value;
import java.util.List;

/** Applies resources of one kind on machines in memory that keep all that reaches them. */
public interface HostileBench {
  /** The kind's name. */
  String kind();

  /**
   * Specs in which between them every field means something, with entries in maps whose keys or
   * values must have a form.
   */
  List<Value.Fields> bases();

  /** Other documents of the configuration, in YAML. */
  String others();

  /** Observes, plans and applies the spec; a step that fails ends nothing but itself. */
  Sent apply(Value.Fields spec) throws InterruptedException;
}
