package dev.gantry.resources.kinds.node;

import dev.gantry.resources.kind.Default;
import dev.gantry.resources.kind.Doc;
import java.util.Optional;

/** How a machine's SSH host key is verified (design law 8). */
public record HostKeySpec(
    @Doc(
            "accept-new pins the key of the first contact in the state; strict wants a known key; pin wants `key`.")
        @Default("accept-new")
        Policy policy,
    @Doc(
            "The host's public key, as in known_hosts: `ssh-ed25519 AAAA…`; or `@cert-authority ssh-ed25519 AAAA…`, whose certificate it must then have.")
        Optional<String> key,
    @Doc("A known_hosts file to read. Default: ~/.ssh/known_hosts and /etc/ssh/ssh_known_hosts.")
        Optional<String> knownHosts) {

  /** How an unknown key is treated; a changed key always stops the host. */
  public enum Policy {
    STRICT,
    PIN,
    ACCEPT_NEW
  }
}
