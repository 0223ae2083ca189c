package dev.gantry.providers.host;

import dev.gantry.resources.address.HostName;
import dev.gantry.resources.kinds.node.SshSpec;
import java.util.Optional;

/**
 * How one machine is reached.
 *
 * @param address the address or name to connect to
 * @param recordedKey the host key that the state has of it: strict ever after first contact (law 8)
 */
public record Machine(HostName host, String address, SshSpec ssh, Optional<String> recordedKey) {}
