package dev.gantry.resources.kinds.node;

import dev.gantry.resources.kind.Default;
import dev.gantry.resources.kind.Doc;
import dev.gantry.resources.kind.Format;
import dev.gantry.resources.kind.Range;
import dev.gantry.resources.kind.SecretSource;
import dev.gantry.resources.kind.TextFormat;
import java.util.List;
import java.util.Optional;

/**
 * A machine that SSH connections go through. More components than six because these are the fields
 * that people write, the same as for the machine itself.
 */
public record JumpSpec(
    @Doc("Address or name of the jump host, as the hop before it sees it.") @Format(TextFormat.HOST)
        String address,
    @Doc("TCP port: 22, unless given.") @Range(min = 1, max = 65535) Optional<Integer> port,
    @Doc("Login user: that of the node, unless given. No root is needed.") Optional<String> user,
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
    @Doc("Password to log in with.") Optional<SecretSource> password,
    @Doc(
            "Host key policy and pin. What accept-new accepts is added to the known_hosts file, as"
                + " ssh does.")
        @Default("{}")
        HostKeySpec hostKey) {}
