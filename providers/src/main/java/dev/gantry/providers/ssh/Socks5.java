package dev.gantry.providers.ssh;

import dev.gantry.resources.kinds.node.ProxySpec;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;

/**
 * Connects by a SOCKS5 proxy (RFC 1928), with a user and password (RFC 1929) where there is one.
 * The proxy looks up names. The library has no proxies, and the JDK's own take their password from
 * an {@code Authenticator} of the whole process, which cannot tell one node's proxy from another's.
 */
final class Socks5 {
  private static final int VERSION = 5;
  private static final int NO_LOGIN = 0;
  private static final int USER_AND_PASSWORD = 2;
  private static final int NONE_OF_THESE = 0xff;
  private static final int LOGIN_VERSION = 1;
  private static final int CONNECT = 1;
  private static final int IPV4 = 1;
  private static final int NAME = 3;
  private static final int IPV6 = 4;
  private static final int LONGEST = 255;
  private static final int REFUSED = 5;

  private final ProxySpec proxy;
  private final Optional<Login> login;

  Socks5(ProxySpec proxy, Optional<Login> login) {
    this.proxy = proxy;
    this.login = login;
  }

  /** What the proxy lets in. */
  record Login(String user, String password) {
    @Override
    public String toString() {
      return user;
    }
  }

  /** The proxy is there and does not let us in; never worth trying again. */
  static final class LoginRefusedException extends IOException {
    private static final long serialVersionUID = 1L;

    LoginRefusedException(String message) {
      super(message);
    }
  }

  /**
   * A stream to a machine.
   *
   * @param limit for the connection to the proxy, and for each of its answers
   * @throws LoginRefusedException when the login is wrong or missing
   */
  Tunnel open(String host, int port, Duration limit) throws IOException {
    Socket socket = new Socket();
    try {
      connect(socket, limit);
      socket.setSoTimeout(Math.toIntExact(limit.toMillis()));
      DataInputStream in = new DataInputStream(socket.getInputStream());
      greet(socket, in);
      ask(socket, in, host, port);
      socket.setSoTimeout(0);
      return new Tunnel(socket.getInputStream(), socket.getOutputStream(), socket);
    } catch (SocketTimeoutException e) {
      socket.close();
      throw new Tunnel.BlockedException("the proxy did not answer in time", false);
    } catch (EOFException e) {
      socket.close();
      throw new Tunnel.BlockedException("the proxy hung up", false);
    } catch (IOException | RuntimeException e) {
      socket.close();
      throw e;
    }
  }

  private void connect(Socket socket, Duration limit) throws IOException {
    ProxySpec.Endpoint at =
        proxy
            .endpoint()
            .orElseThrow(() -> new Tunnel.BlockedException("the proxy's URL is none", false));
    try {
      socket.setTcpNoDelay(true);
      socket.connect(
          new InetSocketAddress(InetAddress.getByName(at.host()), at.port()),
          Math.toIntExact(limit.toMillis()));
    } catch (UnknownHostException e) {
      throw new Tunnel.BlockedException("the proxy's name does not resolve here", false);
    } catch (IOException e) {
      throw new Tunnel.BlockedException(
          "the proxy cannot be reached: " + Failures.cause(e), e instanceof ConnectException);
    }
  }

  private void greet(Socket socket, DataInputStream in) throws IOException {
    byte[] methods =
        login.isPresent()
            ? new byte[] {VERSION, 2, NO_LOGIN, USER_AND_PASSWORD}
            : new byte[] {VERSION, 1, NO_LOGIN};
    socket.getOutputStream().write(methods);
    version(in.readUnsignedByte());
    int chosen = in.readUnsignedByte();
    if (chosen == USER_AND_PASSWORD && login.isPresent()) {
      logIn(socket, in, login.get());
    } else if (chosen == NONE_OF_THESE) {
      throw new LoginRefusedException(
          login.isPresent()
              ? "it takes no login by user and password"
              : "it wants a user and password");
    } else if (chosen != NO_LOGIN) {
      throw new Tunnel.BlockedException("the proxy asks for a login that was not offered", false);
    }
  }

  private static void logIn(Socket socket, DataInputStream in, Login login) throws IOException {
    ByteArrayOutputStream message = new ByteArrayOutputStream();
    message.write(LOGIN_VERSION);
    text(message, login.user().getBytes(StandardCharsets.UTF_8), "user");
    text(message, login.password().getBytes(StandardCharsets.UTF_8), "password");
    socket.getOutputStream().write(message.toByteArray());
    in.readUnsignedByte();
    try {
      if (in.readUnsignedByte() != 0) {
        throw new LoginRefusedException("it refused the user or the password");
      }
    } catch (EOFException e) {
      throw new LoginRefusedException("it hung up on the user and the password");
    }
  }

  private static void ask(Socket socket, DataInputStream in, String host, int port)
      throws IOException {
    ByteArrayOutputStream message = new ByteArrayOutputStream();
    message.writeBytes(new byte[] {VERSION, CONNECT, 0});
    target(message, host);
    message.write(port >> 8);
    message.write(port);
    socket.getOutputStream().write(message.toByteArray());
    version(in.readUnsignedByte());
    int answer = in.readUnsignedByte();
    if (answer != 0) {
      throw new Tunnel.BlockedException(
          "the proxy got no connection: " + meaning(answer), answer == REFUSED);
    }
    in.readUnsignedByte();
    int type = in.readUnsignedByte();
    int length =
        switch (type) {
          case IPV4 -> 4;
          case IPV6 -> 16;
          case NAME -> in.readUnsignedByte();
          default -> throw new Tunnel.BlockedException("the proxy's answer is garbled", false);
        };
    in.skipNBytes(length + 2L);
  }

  private static void target(ByteArrayOutputStream message, String host) throws IOException {
    if (host.contains("%")) {
      throw new Tunnel.BlockedException(
          "a proxy cannot reach the link-local address " + host, false);
    }
    try {
      InetAddress address = InetAddress.ofLiteral(host);
      message.write(address instanceof Inet4Address ? IPV4 : IPV6);
      message.writeBytes(address.getAddress());
    } catch (IllegalArgumentException _) {
      message.write(NAME);
      text(message, host.getBytes(StandardCharsets.US_ASCII), "name");
    }
  }

  private static void text(ByteArrayOutputStream message, byte[] bytes, String what)
      throws IOException {
    if (bytes.length == 0 || bytes.length > LONGEST) {
      throw new LoginRefusedException("a " + what + " has 1 to " + LONGEST + " bytes");
    }
    message.write(bytes.length);
    message.writeBytes(bytes);
  }

  private static void version(int told) throws IOException {
    if (told != VERSION) {
      throw new Tunnel.BlockedException("the proxy does not speak SOCKS5", false);
    }
  }

  /** RFC 1928 section 6. */
  private static String meaning(int answer) {
    return switch (answer) {
      case 2 -> "its rules do not allow it";
      case 3 -> "network unreachable";
      case 4 -> "host unreachable";
      case REFUSED -> "connection refused";
      case 6 -> "TTL expired";
      case 7 -> "it does not connect";
      case 8 -> "it does not know this kind of address";
      default -> "general failure";
    };
  }
}
