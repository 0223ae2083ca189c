package dev.gantry.providers.host;

import dev.gantry.providers.host.ProbeAnswer.MalformedException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/**
 * The frames of an answer of {@code probe.sh}, in its order. What a login shell prints before the
 * answer is passed by; an answer that was cut anywhere has no end.
 */
final class ProbeFrames {
  private final List<Frame> frames;
  private int next;

  private ProbeFrames(List<Frame> frames) {
    this.frames = frames;
  }

  /**
   * A frame.
   *
   * @param head its line, without the mark
   * @param body the bytes after it, one char each
   */
  record Frame(String head, String body) {
    byte[] bytes() {
      return body.getBytes(StandardCharsets.ISO_8859_1);
    }

    /** A command's output may hold any bytes: what cannot be read is replaced. */
    String text() {
      return new String(bytes(), StandardCharsets.UTF_8);
    }
  }

  /**
   * The frames of an answer.
   *
   * @throws MalformedException when it is not whole
   */
  static ProbeFrames read(String mark, String stdout) throws MalformedException {
    List<String> lines = stdout.lines().toList();
    int begin = lines.indexOf(mark + " begin");
    if (begin < 0) {
      throw new MalformedException("the answer does not begin");
    }
    if (!lines.getLast().equals(mark + " end")) {
      throw new MalformedException("the answer was cut");
    }
    String delimiter = "\n" + mark + " ";
    String all = decoded(String.join("", lines.subList(begin + 1, lines.size() - 1)));
    if (!all.startsWith(delimiter)) {
      throw new MalformedException("the answer is not one of its script");
    }
    List<Frame> frames = new ArrayList<>();
    for (int at = 0; at < all.length(); ) {
      int start = at + delimiter.length();
      int end = all.indexOf(delimiter, start);
      end = end < 0 ? all.length() : end;
      int line = all.indexOf('\n', start);
      if (line < 0 || line > end) {
        throw new MalformedException("a line of the answer was cut");
      }
      frames.add(
          new Frame(all.substring(start, line), all.substring(Math.min(line + 1, end), end)));
      at = end;
    }
    if (!frames.getLast().equals(new Frame("end", ""))) {
      throw new MalformedException("the answer is larger than 8 MiB");
    }
    return new ProbeFrames(frames);
  }

  private static String decoded(String base64) throws MalformedException {
    try {
      return new String(Base64.getDecoder().decode(base64), StandardCharsets.ISO_8859_1);
    } catch (IllegalArgumentException e) {
      throw new MalformedException("it is not base64");
    }
  }

  /** Whether the next frame begins so; it stays the next. */
  boolean isNext(String start) {
    return (frames.get(next).head() + " ").startsWith(start + " ");
  }

  /** Whether the next frame begins so; then it is passed. */
  boolean skip(String start) {
    boolean found = isNext(start);
    next += found ? 1 : 0;
    return found;
  }

  /**
   * The next frame, its head without what it must begin with.
   *
   * @throws MalformedException when it begins otherwise
   */
  Frame take(String start) throws MalformedException {
    if (!isNext(start)) {
      throw new MalformedException("a part of the answer is out of its order");
    }
    Frame frame = frames.get(next++);
    return new Frame(frame.head().substring(start.length()).strip(), frame.body());
  }
}
