package dev.gantry.resources.kinds.node;

import dev.gantry.resources.kind.Default;
import dev.gantry.resources.kind.Doc;
import dev.gantry.resources.kind.Range;
import dev.gantry.resources.kind.SecretSource;
import java.util.List;
import java.util.Optional;

/**
 * How a machine is reached by SSH. More components than six because these are the fields that
 * people write side by side.
 */
public record SshSpec(
    @Doc("Login user: root, unless given; anyone else becomes root as spec.privilege says.")
        Optional<String> user,
    @Doc("TCP port: 22, unless given.") @Range(min = 1, max = 65535) Optional<Integer> port,
    @Doc("Private key file (OpenSSH or PEM). Default: ~/.ssh/id_ed25519, id_ecdsa, id_rsa.")
        Optional<String> privateKey,
    @Doc("Passphrase of the private key.") Optional<SecretSource> passphrase,
    @Doc("Password to log in with.") Optional<SecretSource> password,
    @Doc("Host key policy and pin.") @Default("{}") HostKeySpec hostKey,
    @Doc("Jump hosts on the way, the one to connect to first at the top.") @Default("[]")
        List<JumpSpec> jump,
    @Doc(
            "Whether what is not set here, nor for a jump host, is what `ssh` would take from"
                + " ~/.ssh/config and /etc/ssh/ssh_config: HostName, User, Port, IdentityFile,"
                + " IdentityAgent, ProxyJump and UserKnownHostsFile.")
        @Default("false")
        boolean useConfig,
    @Doc("A file in the format of ssh_config to use in their place, as `ssh -F` does.")
        Optional<String> configFile,
    @Doc("How long connections may take.") @Default("{}") SshTimeoutsSpec timeouts) {
  /** The port of a machine of which nothing says another. */
  public static final int USUAL_PORT = 22;

  /** Whether ssh_config has a say. */
  public boolean readsConfig() {
    return useConfig || configFile.isPresent();
  }
}
