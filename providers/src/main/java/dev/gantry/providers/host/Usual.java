package dev.gantry.providers.host;

import java.util.List;
import java.util.Optional;

/**
 * Where a login looks when the configuration names nothing: what OpenSSH does by itself, or what
 * the person's ssh_config says.
 *
 * @param keyFiles private keys, tried where they exist
 * @param knownHosts known_hosts files; the first is the one that is added to
 * @param agent the agent's socket: a path, or {@link #ENVIRONMENT} for the variable of that name
 */
public record Usual(List<String> keyFiles, List<String> knownHosts, Optional<String> agent) {
  /** Names the agent by the environment, as the option IdentityAgent does. */
  public static final String ENVIRONMENT = "SSH_AUTH_SOCK";

  private static final Usual OF_SSH =
      new Usual(
          List.of("~/.ssh/id_ed25519", "~/.ssh/id_ecdsa", "~/.ssh/id_rsa"),
          List.of("~/.ssh/known_hosts"),
          Optional.of(ENVIRONMENT));

  public Usual {
    keyFiles = List.copyOf(keyFiles);
    knownHosts = List.copyOf(knownHosts);
  }

  /** OpenSSH's own. */
  public static Usual ofSsh() {
    return OF_SSH;
  }
}
