package dev.gantry.resources.kinds.node;

import dev.gantry.resources.kind.Default;
import dev.gantry.resources.kind.Doc;

/**
 * What a role such as {@code infra} gives a Kubernetes node: always the label {@code
 * node-role.kubernetes.io/<role>} with an empty value, as node selectors ask for it.
 */
public record RoleSpec(
    @Doc(
            "Whether pods without a toleration are kept away, by the taint"
                + " `node-role.kubernetes.io/<role>=<value>:NoSchedule`.")
        @Default("true")
        boolean taint,
    @Doc("The taint's value.") @Default("reserved") String value) {

  /** What every role's label and taint begin with. */
  static final String PREFIX = "node-role.kubernetes.io/";

  /** The role that only {@code role: control-plane} gives. */
  static final String CONTROL_PLANE = "control-plane";
}
