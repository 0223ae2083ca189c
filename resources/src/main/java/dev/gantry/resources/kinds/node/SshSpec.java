package dev.gantry.resources.kinds.node;

import dev.gantry.resources.kind.Default;
import dev.gantry.resources.kind.Doc;
import dev.gantry.resources.kind.Range;
import dev.gantry.resources.kind.SecretSource;
import java.util.Optional;

/** How a machine is reached by SSH. */
public record SshSpec(
    @Doc("Login user: root, unless given; or one with passwordless sudo.") Optional<String> user,
    @Doc("TCP port: 22, unless given.") @Range(min = 1, max = 65535) Optional<Integer> port,
    @Doc("Private key file (OpenSSH or PEM). Default: ~/.ssh/id_ed25519, id_ecdsa, id_rsa.")
        Optional<String> privateKey,
    @Doc("Passphrase of the private key.") Optional<SecretSource> passphrase,
    @Doc("Password to log in with.") Optional<SecretSource> password,
    @Doc("Host key policy and pin.") @Default("{}") HostKeySpec hostKey) {
  /** The port of a machine of which nothing says another. */
  public static final int USUAL_PORT = 22;
}
