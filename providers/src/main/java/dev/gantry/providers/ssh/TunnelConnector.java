package dev.gantry.providers.ssh;

import java.net.SocketAddress;
import java.util.Map;
import org.apache.sshd.common.AttributeRepository;
import org.apache.sshd.common.future.CloseFuture;
import org.apache.sshd.common.future.SshFutureListener;
import org.apache.sshd.common.io.DefaultIoConnectFuture;
import org.apache.sshd.common.io.IoConnectFuture;
import org.apache.sshd.common.io.IoConnector;
import org.apache.sshd.common.io.IoHandler;
import org.apache.sshd.common.io.IoServiceEventListener;
import org.apache.sshd.common.io.IoSession;
import org.jspecify.annotations.Nullable;

/**
 * The client's connector: to a {@link TunnelAddress} through its tunnel, to every other address by
 * the library's own connector.
 *
 * <p>The library's ProxyJump is not used: it opens a connection of its own for every target, by the
 * client's credentials and not the hop's, and leads through a port on the loopback interface that
 * every local user can connect to. A tunnel has no such port.
 */
final class TunnelConnector implements IoConnector {
  private final IoConnector sockets;
  private final IoHandler handler;

  TunnelConnector(IoConnector sockets, IoHandler handler) {
    this.sockets = sockets;
    this.handler = handler;
  }

  @Override
  public IoConnectFuture connect(
      SocketAddress address,
      @Nullable AttributeRepository context,
      @Nullable SocketAddress localAddress) {
    return address instanceof TunnelAddress tunnelled
        ? connect(tunnelled, context)
        : sockets.connect(address, context, localAddress);
  }

  private IoConnectFuture connect(TunnelAddress address, @Nullable AttributeRepository context) {
    IoConnectFuture future = new DefaultIoConnectFuture(address, null);
    TunnelSession session = new TunnelSession(address, this, handler);
    if (context != null) {
      session.setAttribute(AttributeRepository.class, context);
    }
    try {
      handler.sessionCreated(session);
      future.setSession(session);
      session.start();
    } catch (Exception e) {
      future.setException(e);
      session.close(true);
    }
    return future;
  }

  /** Those of tunnels are not among them: they end with the connections inside of them. */
  @Override
  public Map<Long, IoSession> getManagedSessions() {
    return sockets.getManagedSessions();
  }

  @Override
  public IoServiceEventListener getIoServiceEventListener() {
    return sockets.getIoServiceEventListener();
  }

  @Override
  public void setIoServiceEventListener(@Nullable IoServiceEventListener listener) {
    sockets.setIoServiceEventListener(listener);
  }

  @Override
  public CloseFuture close(boolean immediately) {
    return sockets.close(immediately);
  }

  @Override
  public void addCloseFutureListener(SshFutureListener<CloseFuture> listener) {
    sockets.addCloseFutureListener(listener);
  }

  @Override
  public void removeCloseFutureListener(SshFutureListener<CloseFuture> listener) {
    sockets.removeCloseFutureListener(listener);
  }

  @Override
  public boolean isClosed() {
    return sockets.isClosed();
  }

  @Override
  public boolean isClosing() {
    return sockets.isClosing();
  }
}
