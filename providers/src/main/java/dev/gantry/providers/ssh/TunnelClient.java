package dev.gantry.providers.ssh;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.SocketAddress;
import java.time.Duration;
import org.apache.sshd.client.SshClient;
import org.apache.sshd.client.config.hosts.HostConfigEntry;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.AttributeRepository;
import org.apache.sshd.common.io.IoConnector;
import org.apache.sshd.common.keyprovider.KeyIdentityProvider;

/** The library's client, able to connect through tunnels. */
final class TunnelClient extends SshClient {
  /** Asks for nothing: where to connect, and with which keys, is decided before. */
  private static final HostConfigEntry NO_CONFIG = new HostConfigEntry();

  /**
   * Connects; the session is not logged in.
   *
   * @param to a socket's address or a {@link TunnelAddress}; unlike the library's own methods this
   *     one looks up no name
   */
  ClientSession open(String user, SocketAddress to, AttributeRepository context, Duration limit)
      throws IOException, InterruptedException {
    try {
      return doConnect(user, to, context, null, KeyIdentityProvider.EMPTY_KEYS_PROVIDER, NO_CONFIG)
          .verify(limit)
          .getSession();
    } catch (InterruptedIOException e) {
      throw Failures.interrupted(e);
    }
  }

  @Override
  protected IoConnector createConnector() {
    return new TunnelConnector(super.createConnector(), getSessionFactory());
  }
}
