package dev.gantry.providers.ssh;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/**
 * Splits standard error at a line: what comes before it is of what stands before a command (sudo,
 * the gate), what comes after it is the command's own. Written to by one thread of the transport at
 * a time.
 */
final class Marked extends OutputStream {
  /** What comes before the mark is a few lines; more is a flood, and is not looked at. */
  private static final int MOST = 256 * 1024;

  private final String mark;
  private final BoundedOutput before;
  private final OutputStream after;
  private final ByteArrayOutputStream head = new ByteArrayOutputStream();
  private boolean passed;

  Marked(String mark, BoundedOutput before, OutputStream after) {
    this.mark = mark + "\n";
    this.before = before;
    this.after = after;
  }

  @Override
  public synchronized void write(int oneByte) throws IOException {
    write(new byte[] {(byte) oneByte}, 0, 1);
  }

  @Override
  public synchronized void write(byte[] bytes, int offset, int length) throws IOException {
    if (passed) {
      after.write(bytes, offset, length);
      return;
    }
    head.write(bytes, offset, Math.min(length, Math.max(0, MOST - head.size())));
    String text = head.toString(StandardCharsets.ISO_8859_1);
    int at = text.indexOf(mark);
    if (at >= 0) {
      passed = true;
      byte[] all = head.toByteArray();
      int rest = at + mark.length();
      after.write(all, rest, all.length - rest);
    }
  }

  /** Whether the mark came. */
  synchronized boolean passed() {
    return passed;
  }

  /** What came before the mark, or all of it where there was none; secrets blanked out. */
  synchronized String before() {
    byte[] all = head.toByteArray();
    before.write(all, 0, all.length);
    return before.text();
  }
}
