package dev.gantry.resources.kinds.node;

import dev.gantry.resources.kind.Default;
import dev.gantry.resources.kind.Doc;
import dev.gantry.resources.kind.SecretSource;
import java.util.Optional;

/** How the login of a machine becomes root. */
public record PrivilegeSpec(
    @Doc(
            "auto: root stays root, anyone else uses sudo, or doas where there is no sudo; root: the"
                + " login must be root's; sudo, doas: that one and no other.")
        @Default("auto")
        Method method,
    @Doc(
            "The password that sudo asks for. It goes to sudo's standard input, never into arguments"
                + " or the environment. doas takes none without a terminal.")
        Optional<SecretSource> password) {

  /** Whatever there is, without a password. */
  public static final PrivilegeSpec USUAL = new PrivilegeSpec(Method.AUTO, Optional.empty());

  /** What makes a command root's. */
  public enum Method {
    AUTO,
    ROOT,
    SUDO,
    DOAS
  }
}
