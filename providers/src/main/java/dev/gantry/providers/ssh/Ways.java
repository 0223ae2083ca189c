package dev.gantry.providers.ssh;

import dev.gantry.providers.host.ConnectionLog;
import dev.gantry.providers.host.Machine;
import dev.gantry.providers.host.RemoteException;
import dev.gantry.providers.host.Secrets;
import dev.gantry.resources.diagnostic.DiagnosticException;
import dev.gantry.resources.kinds.node.ProxySpec;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Optional;
import org.apache.sshd.client.channel.ChannelDirectTcpip;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.AttributeRepository;
import org.apache.sshd.common.SshConstants;
import org.apache.sshd.common.channel.exception.SshChannelOpenException;
import org.apache.sshd.common.util.net.SshdSocketAddress;
import org.apache.sshd.core.CoreModuleProperties;

/** Connects to a machine along its route: directly, by a proxy, or through its last jump host. */
final class Ways {
  /** A machine that reads slowly is no failure; one that is gone shows by its silence inside. */
  private static final Duration SLOW = Duration.ofHours(1);

  private final JumpHosts jumpHosts;
  private final OpenSsh openSsh;
  private final Secrets secrets;
  private final ConnectionLog log;

  Ways(JumpHosts jumpHosts, OpenSsh openSsh, Secrets secrets, ConnectionLog log) {
    this.jumpHosts = jumpHosts;
    this.openSsh = openSsh;
    this.secrets = secrets;
    this.log = log;
  }

  /**
   * Connects; the session is not logged in.
   *
   * @throws IOException when the machine cannot be reached
   * @throws RemoteException when a jump host or the proxy is in the way, and names it
   */
  ClientSession connect(TunnelClient client, Machine machine, AttributeRepository handshake)
      throws IOException, RemoteException, InterruptedException {
    AttributeRepository context = Limits.context(handshake, machine);
    Duration limit = Limits.connect(machine);
    Optional<Tunnel> tunnel = tunnel(client, machine, limit);
    if (tunnel.isEmpty()) {
      return direct(client, machine, context, limit);
    }
    try {
      TunnelAddress to = new TunnelAddress(tunnel.get(), machine.address(), machine.port());
      return client.open(machine.user(), to, context, limit);
    } catch (IOException | InterruptedException | RuntimeException e) {
      tunnel.get().close();
      throw e;
    }
  }

  private Optional<Tunnel> tunnel(TunnelClient client, Machine machine, Duration limit)
      throws IOException, RemoteException, InterruptedException {
    if (!machine.route().jumps().isEmpty()) {
      return Optional.of(throughJumpHost(client, machine, limit));
    }
    Optional<ProxySpec> proxy = machine.route().proxy();
    return proxy.isPresent()
        ? Optional.of(throughProxy(proxy.get(), machine, limit))
        : Optional.empty();
  }

  private Tunnel throughJumpHost(TunnelClient client, Machine machine, Duration limit)
      throws IOException, RemoteException, InterruptedException {
    Machine jump = openSsh.fill(machine.lastJump());
    ClientSession session = jumpHosts.session(client, jump);
    log.step(machine.host(), "through " + jump.title() + " to " + Failures.target(machine));
    try {
      return open(session, machine, limit);
    } catch (InterruptedIOException e) {
      throw Failures.interrupted(e);
    } catch (IOException | IllegalStateException e) {
      throw blocked(jump, session, e);
    }
  }

  private static Tunnel open(ClientSession session, Machine machine, Duration limit)
      throws IOException {
    ChannelDirectTcpip channel =
        session.createDirectTcpipChannel(
            new SshdSocketAddress(SshdSocketAddress.LOCALHOST_IPV4, 0),
            new SshdSocketAddress(machine.address(), machine.port()));
    CoreModuleProperties.WAIT_FOR_SPACE_TIMEOUT.set(channel, SLOW);
    try {
      channel.open().verify(limit);
      return new Tunnel(
          channel.getInvertedOut(), channel.getInvertedIn(), () -> channel.close(false));
    } catch (IOException e) {
      channel.close(true);
      throw e;
    }
  }

  private static IOException blocked(Machine jump, ClientSession session, Exception failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof SshChannelOpenException refusal) {
        boolean prohibited =
            refusal.getReasonCode() == SshConstants.SSH_OPEN_ADMINISTRATIVELY_PROHIBITED;
        String why =
            prohibited
                ? jump.title() + " does not allow it (AllowTcpForwarding, PermitOpen)"
                : jump.title() + " got no connection: " + Failures.cause(refusal);
        return new Tunnel.BlockedException(why, Failures.cause(refusal).contains("refused"));
      }
    }
    return session.isOpen()
        ? new Tunnel.BlockedException(
            jump.title() + " did not open the way: " + Failures.cause(failure), false)
        : new Tunnel.BlockedException("the connection to " + jump.title() + " was lost", true);
  }

  private Tunnel throughProxy(ProxySpec proxy, Machine machine, Duration limit)
      throws IOException, RemoteException, InterruptedException {
    log.step(machine.host(), "by the proxy " + proxy.url());
    Optional<Socks5.Login> login = Optional.empty();
    if (proxy.username().isPresent() && proxy.password().isPresent()) {
      try {
        String password = secrets.read(proxy.password().get());
        login = Optional.of(new Socks5.Login(proxy.username().get(), password));
      } catch (DiagnosticException e) {
        throw Failures.refused(machine, e.diagnostics().getFirst());
      }
    }
    try {
      return new Socks5(proxy, login).open(machine.address(), machine.port(), limit);
    } catch (Socks5.LoginRefusedException e) {
      throw Failures.proxyRefused(machine, proxy, Failures.cause(e));
    }
  }

  /** Every address of the name is tried, in the order in which the resolver gives them. */
  private ClientSession direct(
      TunnelClient client, Machine machine, AttributeRepository context, Duration limit)
      throws IOException, InterruptedException {
    InetAddress[] addresses;
    try {
      addresses = InetAddress.getAllByName(machine.address());
    } catch (UnknownHostException e) {
      throw new UnknownHostException("the name does not resolve here: " + e.getMessage());
    }
    for (int i = 0; ; i++) {
      InetSocketAddress to = new InetSocketAddress(addresses[i], machine.port());
      try {
        return client.open(machine.user(), to, context, limit);
      } catch (IOException e) {
        if (i + 1 == addresses.length) {
          throw e;
        }
        log.step(
            machine.host(),
            "no connection to "
                + addresses[i].getHostAddress()
                + ": "
                + Failures.cause(e)
                + "; next: "
                + addresses[i + 1].getHostAddress());
      }
    }
  }
}
