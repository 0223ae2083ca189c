package dev.gantry.providers.host;

import dev.gantry.engine.probe.HostReading.FileReading;
import dev.gantry.engine.probe.HostReading.Output;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads what {@code probe.sh} answered, strictly: every frame must be one that the script prints,
 * in the order of the questions.
 */
final class ProbeAnswer {
  private static final Pattern SUM = Pattern.compile("([0-9a-f]{64}) (.*)");
  private static final Pattern FILE = Pattern.compile("([0-9]{1,18}) ([0-7]{1,4}) (.+)");
  private static final Pattern STATUS = Pattern.compile("[0-9]{1,3}");

  private final ProbeQuestions questions;
  private final ProbeFrames frames;
  private final SortedMap<String, FileReading> files = new TreeMap<>();
  private final SortedMap<String, Output> commands = new TreeMap<>();

  private ProbeAnswer(ProbeQuestions questions, ProbeFrames frames) {
    this.questions = questions;
    this.frames = frames;
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
    return new ProbeAnswer(questions, ProbeFrames.read(questions.mark(), stdout)).facts();
  }

  private Facts facts() throws MalformedException {
    String machineId = frames.take("id").text().strip();
    for (int index = 0; index < questions.paths().size(); index++) {
      readFile(index, questions.paths().get(index));
    }
    for (int index = 0; index < questions.commands().size(); index++) {
      readCommand(index, questions.commands().get(index));
    }
    frames.take("end");
    return new Facts(machineId, files, commands);
  }

  private void readFile(int index, String path) throws MalformedException {
    if (frames.skip("absent " + index)) {
      return;
    }
    if (frames.skip("broken " + index)) {
      throw new MalformedException(unreadable(path));
    }
    FileReading reading =
        questions.wantsContent(path) && frames.isNext("content " + index)
            ? content(path, frames.take("content " + index))
            : sum(path, frames.take("file " + index).head());
    if (frames.skip("broken " + index)) {
      throw new MalformedException(unreadable(path));
    }
    files.put(path, reading);
  }

  private static String unreadable(String path) {
    return "the file " + path + " is there but cannot be read";
  }

  private static FileReading content(String path, ProbeFrames.Frame frame)
      throws MalformedException {
    Matcher fields = matched(FILE, frame.head(), path);
    byte[] bytes = frame.bytes();
    return new FileReading(
        sha256(bytes), fields.group(2), fields.group(3), bytes.length, utf8(bytes));
  }

  private static FileReading sum(String path, String head) throws MalformedException {
    Matcher sum = matched(SUM, head, path);
    Matcher fields = matched(FILE, sum.group(2), path);
    return new FileReading(
        sum.group(1),
        fields.group(2),
        fields.group(3),
        Long.parseLong(fields.group(1)),
        Optional.empty());
  }

  private static Matcher matched(Pattern form, String text, String path) throws MalformedException {
    Matcher matcher = form.matcher(text);
    if (!matcher.matches()) {
      throw new MalformedException("what it says of the file " + path + " has another form");
    }
    return matcher;
  }

  private void readCommand(int index, String name) throws MalformedException {
    if (frames.skip("missing " + index)) {
      return;
    }
    String stdout = frames.take("out " + index).text();
    String status = frames.take("exit " + index).head();
    if (!STATUS.matcher(status).matches()) {
      throw new MalformedException("the command " + name + " has no exit status");
    }
    String stderr = frames.take("err " + index).text();
    commands.put(name, new Output(Integer.parseInt(status), stdout, stderr));
  }

  private static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every Java platform has SHA-256", impossible);
    }
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
