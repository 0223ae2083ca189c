package dev.gantry.resources.kinds.node;

import dev.gantry.resources.kind.Default;
import dev.gantry.resources.kind.Doc;
import dev.gantry.resources.kind.Range;
import dev.gantry.resources.kind.SecretSource;
import java.util.ArrayList;
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
    @Doc(
            "Private key file (OpenSSH or PEM). Default: the ssh-agent's keys, ~/.ssh/id_ed25519,"
                + " id_ecdsa, id_rsa. Of a public key file, and of an encrypted one without a"
                + " passphrase, the ssh-agent's key is used.")
        Optional<String> privateKey,
    @Doc("Passphrase of the private key.") Optional<SecretSource> passphrase,
    @Doc("OpenSSH certificate of the key. Default: the file with -cert.pub at its end, if any.")
        Optional<String> certificate,
    @Doc("More keys, tried after privateKey in this order.") @Default("[]")
        List<IdentitySpec> identities,
    @Doc("Password to log in with, also where the machine asks for it by keyboard-interactive.")
        Optional<SecretSource> password,
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

  /** Every key that is configured, in the order in which they are tried. */
  public List<IdentitySpec> keys() {
    List<IdentitySpec> keys = new ArrayList<>();
    privateKey.ifPresent(file -> keys.add(new IdentitySpec(file, certificate, passphrase)));
    keys.addAll(identities);
    return keys;
  }

  /** Whether ssh_config has a say. */
  public boolean readsConfig() {
    return useConfig || configFile.isPresent();
  }
}
