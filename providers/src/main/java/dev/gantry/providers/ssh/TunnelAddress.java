package dev.gantry.providers.ssh;

import java.net.SocketAddress;

/**
 * Where a machine behind a tunnel is. It carries the tunnel to {@link TunnelConnector}, and nobody
 * here looks up the name: it may mean something only at the tunnel's far end.
 */
final class TunnelAddress extends SocketAddress {
  private static final long serialVersionUID = 1L;

  private final transient Tunnel tunnel;
  private final String target;

  TunnelAddress(Tunnel tunnel, String host, int port) {
    this.tunnel = tunnel;
    this.target = host + " port " + port;
  }

  Tunnel tunnel() {
    return tunnel;
  }

  @Override
  public String toString() {
    return target;
  }
}
