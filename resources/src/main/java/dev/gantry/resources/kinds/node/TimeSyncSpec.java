package dev.gantry.resources.kinds.node;

import dev.gantry.resources.kind.Default;
import dev.gantry.resources.kind.Doc;

/** Whether a machine's clock must follow a time source: certificates and etcd depend on it. */
public record TimeSyncSpec(
    @Doc(
            "What to do when the clock is not synchronised: warn in the plan, require it (the node is"
                + " not planned until it is), or off.")
        @Default("warn")
        Check check) {

  /** What an unsynchronised clock leads to. */
  public enum Check {
    WARN,
    REQUIRE,
    OFF
  }
}
