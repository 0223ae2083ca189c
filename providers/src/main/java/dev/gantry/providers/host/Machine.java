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
public record Machine(HostName host, String address, SshSpec ssh, Optional<String> recordedKey) {
  private static final String USUAL_USER = "root";

  /** Who logs in. */
  public String user() {
    return ssh.user().orElse(USUAL_USER);
  }

  /** The TCP port. */
  public int port() {
    return ssh.port().orElse(SshSpec.USUAL_PORT);
  }

  /** What an error calls it. */
  public String title() {
    return "host " + host;
  }

  /** What an error calls one of its SSH settings, such as {@code hostKey.key}. */
  public String field(String name) {
    return "spec.ssh." + name + " of Node/" + host;
  }
}
