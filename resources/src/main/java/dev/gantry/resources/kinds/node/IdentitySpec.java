package dev.gantry.resources.kinds.node;

import dev.gantry.resources.kind.Doc;
import dev.gantry.resources.kind.SecretSource;
import java.util.Optional;

/** A key to log in with. */
public record IdentitySpec(
    @Doc(
            "Private key file (OpenSSH or PEM). Of a public key file, and of an encrypted one without a passphrase, the ssh-agent's key is used.")
        String privateKey,
    @Doc("OpenSSH certificate of the key. Default: the file with -cert.pub at its end, if any.")
        Optional<String> certificate,
    @Doc("Passphrase of the private key.") Optional<SecretSource> passphrase) {}
