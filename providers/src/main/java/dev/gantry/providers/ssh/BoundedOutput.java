package dev.gantry.providers.ssh;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Takes all that a command prints and keeps a bounded part of it. The transport's threads write to
 * it, so it never blocks. A secret that the bound would cut in two is blanked out whole: a little
 * more than the bound is kept until then.
 */
final class BoundedOutput extends OutputStream {
  /** Which end of the output is worth keeping. */
  enum Keep {
    FIRST,
    LAST
  }

  private static final String BLANK = "(hidden)";

  private final Keep keep;
  private final int limit;
  private final int room;
  private final List<String> secrets;
  private ByteArrayOutputStream kept = new ByteArrayOutputStream();

  BoundedOutput(Keep keep, int limit, List<String> secrets) {
    this.keep = keep;
    this.limit = limit;
    this.secrets = secrets.stream().filter(secret -> !secret.isEmpty()).toList();
    this.room =
        limit
            + this.secrets.stream()
                .mapToInt(secret -> secret.getBytes(StandardCharsets.UTF_8).length)
                .max()
                .orElse(0);
  }

  @Override
  public synchronized void write(int oneByte) {
    write(new byte[] {(byte) oneByte}, 0, 1);
  }

  @Override
  public synchronized void write(byte[] bytes, int offset, int length) {
    switch (keep) {
      case FIRST -> kept.write(bytes, offset, Math.min(length, room - Math.min(room, kept.size())));
      case LAST -> {
        kept.write(bytes, offset, length);
        if (kept.size() > 2 * room) {
          dropAllButTheLast();
        }
      }
    }
  }

  private void dropAllButTheLast() {
    byte[] all = kept.toByteArray();
    kept = new ByteArrayOutputStream();
    kept.write(all, all.length - room, room);
  }

  /** What was kept so far, secrets blanked out. */
  synchronized String text() {
    String text = kept.toString(StandardCharsets.UTF_8);
    for (String secret : secrets) {
      text = text.replace(secret, BLANK);
    }
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    if (bytes.length <= limit) {
      return text;
    }
    return switch (keep) {
      case FIRST -> new String(bytes, 0, limit, StandardCharsets.UTF_8);
      case LAST -> new String(bytes, bytes.length - limit, limit, StandardCharsets.UTF_8);
    };
  }
}
