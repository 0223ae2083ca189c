package dev.gantry.providers.etcd;

import dev.gantry.providers.facts.KeyedLines;
import dev.gantry.providers.host.Command;
import dev.gantry.providers.host.CommandResult;
import dev.gantry.providers.host.RemoteException;
import dev.gantry.providers.host.Scripts;
import dev.gantry.resources.address.HostName;
import dev.gantry.resources.diagnostic.Diagnostic;
import dev.gantry.resources.diagnostic.DiagnosticException;
import java.io.InputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * A snapshot of etcd that lies on a control plane until it is closed: it is read from there in
 * parts, each of which may be asked for again when a connection is lost. Used by one thread.
 */
public final class EtcdSnapshot implements AutoCloseable {
  /** Of one part; bytes. Packed and as text it stays below what is kept of a command's output. */
  static final int PART = 4 << 20;

  private static final int PART_OUTPUT = 8 << 20;
  private static final Duration SAVING = Duration.ofMinutes(12);
  private static final Duration SENDING = Duration.ofMinutes(5);
  private static final int TRIES = 3;

  private final EtcdHands hands;
  private final HostName host;
  private final String folder;
  private final SnapshotFacts facts;
  private final Whole whole;

  /** Which bytes there are in all; SHA-256 in hex. */
  record Whole(long size, String sha256) {}

  private EtcdSnapshot(
      EtcdHands hands, HostName host, String folder, SnapshotFacts facts, Whole whole) {
    this.hands = hands;
    this.host = host;
    this.folder = folder;
    this.facts = facts;
    this.whole = whole;
  }

  /**
   * Makes a snapshot on the first control plane on which it goes well.
   *
   * @throws DiagnosticException code {@code etcd-not-saved}, with what each of them said
   */
  public static EtcdSnapshot make(EtcdHands hands, List<HostName> controlPlanes)
      throws InterruptedException {
    List<String> reasons = new ArrayList<>();
    Command command = script("own-etcd.sh", "save-begin.sh").within(SAVING);
    for (HostName host : controlPlanes) {
      try {
        CommandResult result = hands.run(host, command);
        KeyedLines said = KeyedLines.parse(result.stdout());
        String folder = said.first("folder").orElse("");
        var facts = said.first("status").flatMap(SnapshotFacts::parse);
        var size = said.number("size");
        if (result.ok() && facts.isPresent() && size.isPresent()) {
          Whole whole = new Whole(size.get(), said.first("sha256").orElse(""));
          return new EtcdSnapshot(hands, host, folder, facts.get(), whole);
        }
        reasons.add(host + ": " + last(result));
      } catch (RemoteException away) {
        reasons.add(host + ": " + away.diagnostic().summary());
      }
    }
    throw new DiagnosticException(
        Diagnostic.error(
            "etcd-not-saved",
            "etcd was saved on no control plane",
            String.join("\n", reasons) + "\nSee how its members are: gantry etcd members"));
  }

  private static Command script(String... names) {
    StringBuilder program = new StringBuilder();
    for (String name : names) {
      program.append(Scripts.beside(EtcdSnapshot.class, name));
    }
    return Command.script(program.toString(), List.of());
  }

  private static Command script(String name, List<String> arguments) {
    return Command.script(Scripts.beside(EtcdSnapshot.class, name), arguments);
  }

  private static String last(CommandResult result) {
    String said = (result.stderr().isBlank() ? result.stdout() : result.stderr()).strip();
    return said.isEmpty()
        ? "exit status " + result.exit()
        : said.substring(said.lastIndexOf('\n') + 1);
  }

  /** Where it was made. */
  public HostName host() {
    return host;
  }

  /** What is in it. */
  public SnapshotFacts facts() {
    return facts;
  }

  /** How many bytes it has. */
  public long size() {
    return whole.size();
  }

  /** SHA-256 of its bytes, lower case hex. */
  public String sha256() {
    return whole.sha256();
  }

  /**
   * Its bytes, from the first to the last.
   *
   * @return a stream whose end is a {@link DiagnosticException} when what came is not what was
   *     saved, or the machine went away
   */
  public InputStream open() {
    return new SnapshotStream(this::part, whole);
  }

  private String part(long number) {
    Command command =
        script("save-part.sh", List.of(folder, Integer.toString(PART), Long.toString(number)))
            .keeping(PART_OUTPUT)
            .within(SENDING);
    String reason = "";
    try {
      for (int attempt = 0; attempt < TRIES; attempt++) {
        try {
          CommandResult result = hands.run(host, command);
          if (result.ok()) {
            return result.stdout();
          }
          reason = last(result);
        } catch (RemoteException away) {
          reason = away.diagnostic().summary();
        }
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      reason = "stopped";
    }
    throw SnapshotStream.broken(host + ": " + reason);
  }

  /** Takes it off the machine. One that went away is rid of it by the next snapshot there. */
  @Override
  public void close() {
    try {
      hands.run(host, script("save-end.sh", List.of(folder)));
    } catch (RemoteException _) {
      // A later snapshot removes it; this one has succeeded or told why not.
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
