package dev.gantry.providers.host;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The process behind a lock on a host.
 *
 * @param run the run's id, which {@code force-unlock} asks for
 * @param who {@code user@machine}
 * @param machine the machine's boot and the process's namespace of process ids: only where both are
 *     equal does the same process id mean the same process
 * @param started when the process started, in seconds of the epoch; -1 when that is not known
 */
record LockOwner(
    String run,
    String operation,
    String who,
    String machine,
    long pid,
    long started,
    Instant since) {

  /** This process. */
  static LockOwner here(String run, String operation, Instant since) {
    ProcessHandle me = ProcessHandle.current();
    return new LockOwner(
        run,
        operation,
        System.getProperty("user.name", "unknown") + "@" + hostname(),
        thisMachine(),
        me.pid(),
        started(me),
        since);
  }

  /** The holder that the lines of a lock name, as far as they do. */
  static LockOwner parse(String lines) {
    Map<String, String> fields =
        lines
            .lines()
            .filter(line -> line.contains("="))
            .map(line -> line.split("=", 2))
            .collect(Collectors.toMap(it -> it[0], it -> it[1], (first, _) -> first, TreeMap::new));
    return new LockOwner(
        fields.getOrDefault("id", ""),
        fields.getOrDefault("operation", "?"),
        fields.getOrDefault("who", "?"),
        fields.getOrDefault("machine", ""),
        number(fields.getOrDefault("pid", "")),
        number(fields.getOrDefault("started", "")),
        Instant.ofEpochSecond(Math.max(0, number(fields.getOrDefault("since", "")))));
  }

  /** All but the id, as the lock has them. */
  String lines() {
    SortedMap<String, String> fields = new TreeMap<>();
    fields.put("operation", operation);
    fields.put("who", who);
    fields.put("machine", machine);
    fields.put("pid", Long.toString(pid));
    fields.put("started", Long.toString(started));
    fields.put("since", Long.toString(since.getEpochSecond()));
    return fields.entrySet().stream()
        .map(field -> field.getKey() + "=" + field.getValue().replaceAll("\\p{Cntrl}", " "))
        .collect(Collectors.joining("\n"));
  }

  /** Whether its process has certainly ended: it was one of this machine's, and is no more. */
  boolean isCertainlyDead() {
    if (machine.isEmpty() || !machine.equals(thisMachine()) || started < 0) {
      return false;
    }
    Optional<ProcessHandle> alive = ProcessHandle.of(pid).filter(ProcessHandle::isAlive);
    return alive.isEmpty() || Math.abs(started(alive.get()) - started) > 1;
  }

  /** One line a field, for an error message. */
  String described(Duration untouched) {
    return "  ID:        "
        + run
        + "\n  Operation: "
        + operation
        + "\n  Who:       "
        + who
        + "\n  Process:   "
        + pid
        + "\n  Since:     "
        + since
        + "\n  Last sign: "
        + untouched.toSeconds()
        + " s ago";
  }

  private static long started(ProcessHandle process) {
    return process.info().startInstant().map(Instant::getEpochSecond).orElse(-1L);
  }

  private static long number(String text) {
    return text.matches("-?[0-9]{1,15}") ? Long.parseLong(text) : -1;
  }

  /** Empty where it cannot be told, as on other systems than Linux. */
  private static String thisMachine() {
    try {
      return Files.readString(Path.of("/proc/sys/kernel/random/boot_id")).strip()
          + " "
          + Files.readSymbolicLink(Path.of("/proc/self/ns/pid"));
    } catch (IOException _) {
      return "";
    }
  }

  /** Without asking DNS, which may take seconds. */
  private static String hostname() {
    try {
      return Files.readString(Path.of("/proc/sys/kernel/hostname")).strip();
    } catch (IOException _) {
      return Optional.ofNullable(System.getenv("HOSTNAME")).orElse("localhost");
    }
  }
}
