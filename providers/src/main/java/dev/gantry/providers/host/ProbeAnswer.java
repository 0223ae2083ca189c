package dev.gantry.providers.host;

import dev.gantry.engine.probe.HostReading.FileReading;
import dev.gantry.engine.probe.HostReading.Output;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads what {@code probe.sh} answered, strictly: every line must be one that the script prints, in
 * the order of the questions, between two lines with this probe's own mark. What a login shell
 * prints before the first mark is passed by; nothing after it can be taken for an answer.
 */
final class ProbeAnswer {
  private static final Pattern FILE =
      Pattern.compile("([0-9a-f]{64}) ([0-7]{1,4}) ([0-9]{1,18}) ([A-Za-z0-9+/=]+)");
  private static final Pattern STATUS = Pattern.compile("[0-9]{1,3}");

  private final ProbeQuestions questions;
  private final List<String> lines;
  private int next;
  private final SortedMap<String, FileReading> files = new TreeMap<>();
  private final SortedMap<String, Output> commands = new TreeMap<>();
  private String machineId = "";

  private ProbeAnswer(ProbeQuestions questions, List<String> lines) {
    this.questions = questions;
    this.lines = lines;
  }

  /** An answer that is not one, with the reason. */
  static final class MalformedException extends Exception {
    private static final long serialVersionUID = 1L;

    private final String reason;

    MalformedException(String reason) {
      super(reason);
      this.reason = reason;
    }

    String reason() {
      return reason;
    }
  }

  /**
   * What a host answered.
   *
   * @param machineId empty where the host has none
   */
  record Facts(
      String machineId, SortedMap<String, FileReading> files, SortedMap<String, Output> commands) {}

  /**
   * Reads an answer.
   *
   * @throws MalformedException when it is cut, or is not what the script prints
   */
  static Facts read(ProbeQuestions questions, String stdout) throws MalformedException {
    ProbeAnswer answer = new ProbeAnswer(questions, stdout.lines().toList());
    answer.readAll();
    return new Facts(answer.machineId, answer.files, answer.commands);
  }

  private void readAll() throws MalformedException {
    next = lines.indexOf(questions.mark() + " begin") + 1;
    if (next == 0) {
      throw new MalformedException("the answer does not begin");
    }
    machineId = utf8(decode(rest("id "))).orElse("").strip();
    for (int index = 0; index < questions.paths().size(); index++) {
      readFile(index, questions.paths().get(index));
    }
    for (int index = 0; index < questions.commands().size(); index++) {
      readCommand(index, questions.commands().get(index));
    }
    rest(questions.mark() + " end");
  }

  private void readFile(int index, String path) throws MalformedException {
    if (skip("absent " + index)) {
      return;
    }
    if (skip("broken " + index)) {
      throw new MalformedException("the file " + path + " is there but cannot be read");
    }
    Matcher fields = FILE.matcher(rest("file " + index + " "));
    if (!fields.matches()) {
      throw new MalformedException("the line of file " + path + " has another form");
    }
    long size = Long.parseLong(fields.group(3));
    String owner = utf8(decode(fields.group(4))).orElse("").strip();
    Optional<String> content = Optional.empty();
    if (questions.wantsContent(path) && peek().startsWith("content " + index)) {
      content = utf8(decode(rest("content " + index + " ")));
    }
    files.put(path, new FileReading(fields.group(1), fields.group(2), owner, size, content));
  }

  private void readCommand(int index, String name) throws MalformedException {
    if (skip("missing " + index)) {
      return;
    }
    String stdout = text(rest("out " + index + " "));
    String stderr = text(rest("err " + index + " "));
    String status = rest("exit " + index + " ");
    if (!STATUS.matcher(status).matches()) {
      throw new MalformedException("the command " + name + " has no exit status");
    }
    commands.put(name, new Output(Integer.parseInt(status), stdout, stderr));
  }

  private String peek() {
    return next < lines.size() ? lines.get(next) : "";
  }

  private boolean skip(String line) {
    boolean found = peek().equals(line);
    next += found ? 1 : 0;
    return found;
  }

  private String rest(String start) throws MalformedException {
    String line = peek();
    if (!line.startsWith(start)) {
      throw new MalformedException(
          next < lines.size() ? "a line has another form" : "the answer was cut");
    }
    next++;
    return line.substring(start.length());
  }

  private static byte[] decode(String base64) throws MalformedException {
    try {
      return Base64.getDecoder().decode(base64);
    } catch (IllegalArgumentException e) {
      throw new MalformedException("a value is not base64");
    }
  }

  /** A command's output may be cut inside a character: what cannot be read is replaced. */
  private static String text(String base64) throws MalformedException {
    return new String(decode(base64), StandardCharsets.UTF_8);
  }

  private static Optional<String> utf8(byte[] bytes) {
    try {
      return Optional.of(
          StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString());
    } catch (CharacterCodingException e) {
      return Optional.empty();
    }
  }
}
