package dev.gantry.providers.etcd;

import dev.gantry.resources.diagnostic.Diagnostic;
import dev.gantry.resources.diagnostic.DiagnosticException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.function.LongFunction;
import java.util.zip.GZIPInputStream;

/** The bytes of a snapshot, part after part, checked as a whole before their end is told. */
final class SnapshotStream extends InputStream {
  private final LongFunction<String> parts;
  private final EtcdSnapshot.Whole whole;
  private final MessageDigest digest;
  private byte[] part = new byte[0];
  private int at;
  private long read;
  private long next;

  /**
   * @param parts each packed by gzip, in base64, by number from 0
   */
  SnapshotStream(LongFunction<String> parts, EtcdSnapshot.Whole whole) {
    this.parts = parts;
    this.whole = whole;
    try {
      this.digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every Java platform has SHA-256", impossible);
    }
  }

  @Override
  public int read() throws IOException {
    return isAtEnd() ? -1 : part[at++] & 0xff;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    if (isAtEnd()) {
      return -1;
    }
    int count = Math.min(length, part.length - at);
    System.arraycopy(part, at, bytes, offset, count);
    at += count;
    return count;
  }

  private boolean isAtEnd() throws IOException {
    if (at < part.length) {
      return false;
    }
    if (read == whole.size()) {
      check();
      return true;
    }
    part = unpacked(parts.apply(next));
    at = 0;
    next++;
    read += part.length;
    digest.update(part);
    if (part.length == 0 || read > whole.size()) {
      throw broken("it has " + read + " bytes and not " + whole.size());
    }
    return false;
  }

  private void check() {
    MessageDigest copy;
    try {
      copy = (MessageDigest) digest.clone();
    } catch (CloneNotSupportedException impossible) {
      throw new IllegalStateException("the JDK's SHA-256 can be cloned", impossible);
    }
    String sum = HexFormat.of().formatHex(copy.digest());
    if (!sum.equals(whole.sha256())) {
      throw broken("its SHA-256 is " + sum + " here and " + whole.sha256() + " there");
    }
  }

  private static byte[] unpacked(String text) throws IOException {
    byte[] packed;
    try {
      packed = Base64.getMimeDecoder().decode(text.getBytes(StandardCharsets.US_ASCII));
    } catch (IllegalArgumentException e) {
      throw new IOException("a part of the snapshot is no base64", e);
    }
    try (InputStream bytes = new GZIPInputStream(new ByteArrayInputStream(packed))) {
      return bytes.readNBytes(EtcdSnapshot.PART + 1);
    }
  }

  static DiagnosticException broken(String why) {
    return new DiagnosticException(
        Diagnostic.error(
            "snapshot-not-read",
            "The snapshot did not arrive as it was saved",
            why + "\nNo file was written. Run the same again."));
  }
}
