package dev.gantry.providers.host;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * SHA-256 of what is sent, in lower case hex. A large file that goes to many hosts is read once for
 * it; the host compares what arrived, so that a file that changes meanwhile is noticed there.
 */
public final class Checksums {
  private static final ConcurrentMap<Stamp, String> KNOWN = new ConcurrentHashMap<>();

  private Checksums() {}

  private record Stamp(Path path, long size, FileTime changed) {}

  /** Of all of it. */
  public static String of(Content content) throws IOException {
    if (!(content instanceof Content.LocalFile(Path path))) {
      return read(content, Long.MAX_VALUE);
    }
    Stamp stamp = new Stamp(path, Files.size(path), Files.getLastModifiedTime(path));
    String known = KNOWN.get(stamp);
    if (known != null) {
      return known;
    }
    String sum = read(content, Long.MAX_VALUE);
    KNOWN.put(stamp, sum);
    return sum;
  }

  /** Of its first bytes. */
  static String ofFirst(Content content, long bytes) throws IOException {
    return read(content, bytes);
  }

  /** Of bytes in memory. */
  static String of(byte[] bytes) {
    return HexFormat.of().formatHex(digest().digest(bytes));
  }

  private static String read(Content content, long bytes) throws IOException {
    MessageDigest digest = digest();
    byte[] buffer = new byte[64 * 1024];
    try (InputStream in = content.open()) {
      long left = bytes;
      int count = 0;
      while (left > 0 && count >= 0) {
        digest.update(buffer, 0, count);
        count = in.read(buffer, 0, (int) Math.min(buffer.length, left));
        left -= count;
      }
      digest.update(buffer, 0, Math.max(0, count));
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  private static MessageDigest digest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
