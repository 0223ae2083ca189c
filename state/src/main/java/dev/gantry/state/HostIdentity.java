package dev.gantry.state;

/**
 * Which machine a host is, so that a plan for one is never applied to another (law 2).
 *
 * @param machineId content of {@code /etc/machine-id} (machine-id(5))
 * @param hostKey the public host key as in known_hosts: {@code ssh-ed25519 AAAA…}
 */
public record HostIdentity(String machineId, String hostKey) {}
