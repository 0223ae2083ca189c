package dev.gantry.providers.ssh;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/**
 * A byte stream to a machine, through a proxy or a jump host, that is open already. SSH runs inside
 * of it ({@link TunnelSession}).
 *
 * @param end ends the stream in both directions; never blocks for long
 */
record Tunnel(InputStream in, OutputStream out, Closeable end) implements Closeable {
  @Override
  public void close() throws IOException {
    end.close();
  }

  /** The hop is there, and cannot open the way to the machine behind it. */
  static final class BlockedException extends IOException {
    private static final long serialVersionUID = 1L;

    private final boolean passing;

    /**
     * @param passing whether the same may well succeed a little later
     */
    BlockedException(String message, boolean passing) {
      super(message);
      this.passing = passing;
    }

    boolean passing() {
      return passing;
    }
  }
}
