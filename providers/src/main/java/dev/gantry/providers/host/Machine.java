package dev.gantry.providers.host;

import dev.gantry.resources.address.HostName;
import dev.gantry.resources.kinds.node.PrivilegeSpec;
import dev.gantry.resources.kinds.node.SshSpec;
import java.util.Optional;

/**
 * How one machine is reached: a node's, or a jump host on the way to it. More components than six
 * because the first four are the machine's name in errors and trust, the others what its node says.
 *
 * @param host the node that is to be reached in the end
 * @param address the address or name to connect to, as the last hop before it sees it
 * @param recordedKey the host key that the state has of it, or a plan that was reviewed
 * @param privilege how the login becomes root there; of no use for a jump host
 */
public record Machine(
    HostName host,
    String address,
    SshSpec ssh,
    Optional<RecordedKey> recordedKey,
    Route route,
    Usual usual,
    PrivilegeSpec privilege) {
  private static final String USUAL_USER = "root";

  /** A node that is reached directly, whose login becomes root by whatever is there. */
  public Machine(HostName host, String address, SshSpec ssh, Optional<RecordedKey> recordedKey) {
    this(host, address, ssh, recordedKey, Route.direct(), Usual.ofSsh(), PrivilegeSpec.USUAL);
  }

  /** Who logs in. */
  public String user() {
    return ssh.user().orElse(USUAL_USER);
  }

  /** The TCP port. */
  public int port() {
    return ssh.port().orElse(SshSpec.USUAL_PORT);
  }

  /**
   * The last jump host before it, as a machine with a route of its own.
   *
   * @throws java.util.NoSuchElementException when there is none
   */
  public Machine lastJump() {
    return Route.lastJump(this);
  }

  /** What an error calls it. */
  public String title() {
    return route.toJumpHost() ? "jump host " + address : "host " + host;
  }

  /**
   * What an error calls one of its SSH settings, such as {@code hostKey.key}. That of a jump host
   * names no node: many may share it.
   */
  public String field(String name) {
    return route.toJumpHost()
        ? "spec.ssh.jump[" + route.jumps().size() + "]." + name
        : "spec.ssh." + name + " of Node/" + host;
  }
}
