package dev.gantry.providers.ssh;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/** A SOCKS5 proxy on the loopback address that takes names and IPv4 addresses. */
final class SocksServer implements AutoCloseable {
  private final ServerSocket server;
  private final Optional<String> login;
  private volatile boolean swallowing;
  private final List<Socket> open = new CopyOnWriteArrayList<>();

  /** What was asked for, as it was written. */
  final List<String> asked = new CopyOnWriteArrayList<>();

  /**
   * @param login {@code user:password}; empty for a proxy that lets everybody through
   */
  SocksServer(Optional<String> login) throws IOException {
    this.login = login;
    this.server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    Thread.ofVirtual().start(this::accept);
  }

  String url() {
    return "socks5://127.0.0.1:" + server.getLocalPort();
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        Socket client = server.accept();
        open.add(client);
        Thread.ofVirtual().start(() -> serve(client));
      } catch (IOException e) {
        return;
      }
    }
  }

  private void serve(Socket client) {
    try (client) {
      DataInputStream in = new DataInputStream(client.getInputStream());
      OutputStream out = client.getOutputStream();
      in.readByte();
      byte[] methods = in.readNBytes(in.readUnsignedByte());
      int wanted = login.isPresent() ? 2 : 0;
      boolean offered = new String(methods, StandardCharsets.ISO_8859_1).indexOf(wanted) >= 0;
      out.write(new byte[] {5, (byte) (offered ? wanted : 0xff)});
      if (offered && (wanted == 0 || letsIn(in, out))) {
        connect(client, in, out);
      }
    } catch (IOException e) {
      // The test sees it at its own end.
    }
  }

  private boolean letsIn(DataInputStream in, OutputStream out) throws IOException {
    in.readByte();
    String user = text(in);
    boolean right = login.equals(Optional.of(user + ":" + text(in)));
    out.write(new byte[] {1, (byte) (right ? 0 : 1)});
    return right;
  }

  private void connect(Socket client, DataInputStream in, OutputStream out) throws IOException {
    in.skipNBytes(3);
    String host =
        in.readByte() == 3 ? text(in) : InetAddress.getByAddress(in.readNBytes(4)).getHostAddress();
    int port = in.readUnsignedShort();
    asked.add(host);
    try (Socket target = new Socket(host.equals("cp-1.inside") ? "127.0.0.1" : host, port)) {
      open.add(target);
      out.write(new byte[] {5, 0, 0, 1, 0, 0, 0, 0, 0, 0});
      Thread.ofVirtual().start(() -> pump(client, target));
      pump(target, client);
    } catch (IOException e) {
      out.write(new byte[] {5, 4, 0, 1, 0, 0, 0, 0, 0, 0});
    }
  }

  /** From now on nothing arrives, and nobody is told: a link that died. */
  void swallow() {
    swallowing = true;
  }

  private void pump(Socket from, Socket to) {
    try (InputStream in = from.getInputStream();
        OutputStream out = to.getOutputStream()) {
      byte[] bytes = new byte[8192];
      for (int length = in.read(bytes); length >= 0; length = in.read(bytes)) {
        if (!swallowing) {
          out.write(bytes, 0, length);
        }
      }
    } catch (IOException e) {
      // One side is gone; the other is closed with it.
    }
  }

  private static String text(DataInputStream in) throws IOException {
    return new String(in.readNBytes(in.readUnsignedByte()), StandardCharsets.UTF_8);
  }

  @Override
  public void close() throws IOException {
    server.close();
    for (Socket socket : open) {
      socket.close();
    }
  }
}
