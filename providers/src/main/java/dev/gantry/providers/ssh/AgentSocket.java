package dev.gantry.providers.ssh;

import dev.gantry.providers.host.Machine;
import dev.gantry.providers.host.Usual;
import dev.gantry.providers.host.Workstation;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.PublicKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.sshd.agent.common.AbstractAgentProxy;
import org.apache.sshd.common.SshException;
import org.apache.sshd.common.util.buffer.Buffer;
import org.apache.sshd.common.util.buffer.ByteArrayBuffer;

/** The socket of a running ssh-agent. */
record AgentSocket(Path path) {
  private static final int MOST_BYTES = 256 * 1024;

  /** The agent that a machine's login may ask, where one runs. */
  static Optional<AgentSocket> of(Machine machine, Workstation here) {
    return machine
        .usual()
        .agent()
        .map(
            name ->
                name.equals(Usual.ENVIRONMENT) ? here.environment().getOrDefault(name, "") : name)
        .filter(name -> !name.isBlank())
        .map(here::path)
        .filter(Files::exists)
        .map(AgentSocket::new);
  }

  /** What the agent holds, keys and certificates, with its comments, in its order. */
  List<Held> held() throws IOException {
    try (AbstractAgentProxy agent = connect()) {
      List<Held> all = new ArrayList<>();
      agent.getIdentities().forEach(one -> all.add(new Held(one.getKey(), one.getValue())));
      return all;
    }
  }

  /** A key or certificate that the agent holds. */
  record Held(PublicKey key, String comment) {}

  /** The agent's signature; a connection of its own, so that none is open while nobody signs. */
  byte[] sign(PublicKey key, String algorithm, byte[] data) throws IOException {
    try (AbstractAgentProxy agent = connect()) {
      return agent.sign(null, key, algorithm, data).getValue();
    } catch (IOException e) {
      throw new UnsignedException(e);
    }
  }

  /** The agent has the key, and did not sign with it. */
  static final class UnsignedException extends IOException {
    private static final long serialVersionUID = 1L;

    UnsignedException(IOException cause) {
      super("the ssh-agent did not sign: " + Failures.cause(cause));
    }
  }

  /**
   * Connects to the agent. The library speaks the protocol; its own socket needs a native library,
   * the JDK's does not.
   */
  private AbstractAgentProxy connect() throws IOException {
    return new Proxy(SocketChannel.open(UnixDomainSocketAddress.of(path)));
  }

  private static final class Proxy extends AbstractAgentProxy {
    private final SocketChannel channel;

    Proxy(SocketChannel channel) {
      super(null);
      this.channel = channel;
    }

    @Override
    public boolean isOpen() {
      return channel.isOpen();
    }

    @Override
    protected synchronized Buffer request(Buffer request) throws IOException {
      ByteBuffer out = ByteBuffer.wrap(request.array(), request.rpos(), request.available());
      while (out.hasRemaining()) {
        channel.write(out);
      }
      int length = read(Integer.BYTES).getInt();
      if (length <= 0 || length > MOST_BYTES) {
        throw new SshException("the agent's answer has an impossible length: " + length);
      }
      return new ByteArrayBuffer(read(length).array());
    }

    private ByteBuffer read(int length) throws IOException {
      ByteBuffer in = ByteBuffer.allocate(length);
      while (in.hasRemaining()) {
        if (channel.read(in) < 0) {
          throw new SshException("the agent hung up");
        }
      }
      return in.flip();
    }

    @Override
    public void close() throws IOException {
      super.close();
      channel.close();
    }
  }
}
