package dev.gantry.providers.host;

import dev.gantry.resources.kinds.node.JumpSpec;
import dev.gantry.resources.kinds.node.NodeSpec;
import dev.gantry.resources.kinds.node.PrivilegeSpec;
import dev.gantry.resources.kinds.node.ProxySpec;
import dev.gantry.resources.kinds.node.SshSpec;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What lies between here and a machine: a proxy, then jump hosts. Equal routes share their jump
 * hosts' connections.
 *
 * @param jumps the one to connect to first comes first
 * @param toJumpHost whether the machine at its end is a jump host itself
 */
public record Route(Optional<ProxySpec> proxy, List<JumpSpec> jumps, boolean toJumpHost) {
  public Route {
    jumps = List.copyOf(jumps);
  }

  /** Nothing between. */
  public static Route direct() {
    return new Route(Optional.empty(), List.of(), false);
  }

  /** The route to a node. */
  public static Route of(NodeSpec node) {
    return new Route(node.proxy(), node.ssh().jump(), false);
  }

  /** The same route through other jump hosts. */
  public Route through(List<JumpSpec> others) {
    return new Route(proxy, others, toJumpHost);
  }

  /**
   * The last jump host of a machine's route, as a machine to connect to.
   *
   * @throws java.util.NoSuchElementException when there is none
   */
  static Machine lastJump(Machine machine) {
    Route route = machine.route();
    JumpSpec jump = route.jumps().getLast();
    SshSpec ssh =
        new SshSpec(
            jump.user()
                .or(() -> machine.ssh().readsConfig() ? Optional.empty() : machine.ssh().user()),
            jump.port(),
            jump.privateKey(),
            jump.passphrase(),
            jump.certificate(),
            jump.identities(),
            jump.password(),
            jump.hostKey(),
            List.of(),
            machine.ssh().useConfig(),
            machine.ssh().configFile(),
            machine.ssh().timeouts());
    Route before =
        new Route(route.proxy(), route.jumps().subList(0, route.jumps().size() - 1), true);
    return new Machine(
        machine.host(),
        jump.address(),
        ssh,
        Optional.empty(),
        before,
        Usual.ofSsh(),
        PrivilegeSpec.USUAL);
  }

  /** {@code " by the proxy socks5://a:1080 through jump host b"}; empty for a direct one. */
  @Override
  public String toString() {
    String by = proxy.map(found -> " by the proxy " + found.url()).orElse("");
    return jumps.isEmpty()
        ? by
        : by
            + jumps.stream()
                .map(JumpSpec::address)
                .collect(Collectors.joining(", then ", " through jump host ", ""));
  }
}
