package dev.gantry.resources.kinds.node;

import dev.gantry.resources.kind.Default;
import dev.gantry.resources.kind.Doc;
import java.util.Map;

/** What Gantry keeps in a marked block of /etc/hosts. */
public record HostsFileSpec(
    @Doc(
            "Which nodes are listed: none, self, control-planes (and self), or the whole fleet. With"
                + " fleet, adding a node updates every node.")
        @Default("control-planes")
        Entries entries,
    @Doc("More names and their addresses.") @Default("{}") Map<String, String> extra) {

  /** Which nodes a machine knows by name. */
  public enum Entries {
    NONE,
    SELF,
    CONTROL_PLANES,
    FLEET
  }
}
