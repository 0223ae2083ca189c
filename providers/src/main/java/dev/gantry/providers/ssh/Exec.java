package dev.gantry.providers.ssh;

import dev.gantry.providers.host.Command;
import dev.gantry.providers.host.CommandResult;
import dev.gantry.providers.host.Content;
import dev.gantry.providers.host.Machine;
import dev.gantry.providers.host.RemoteException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.sshd.client.channel.ChannelExec;
import org.apache.sshd.client.session.ClientSession;

/** Runs one command in one channel of an open connection. */
final class Exec {
  private static final int STDERR_LIMIT = 64 * 1024;
  private static final Duration OPEN = Duration.ofSeconds(20);

  /**
   * The host ends a late command itself; this long after, the connection counts as dead. What
   * stands before a command may take a while too.
   */
  private static final Duration GRACE = Duration.ofSeconds(40);

  /** coreutils timeout(1): it ended the command; the second where only SIGKILL helped. */
  private static final List<Integer> TIMED_OUT = List.of(124, 137);

  private static final int SIGNAL_BASE = 128;
  private static final int BUFFER = 32 * 1024;

  /** signal(7), those that RFC 4254 section 6.10 names, on Linux. */
  private static final List<String> SIGNALS =
      List.of(
          "", "HUP", "INT", "QUIT", "ILL", "TRAP", "ABRT", "BUS", "FPE", "KILL", "USR1", "SEGV",
          "USR2", "PIPE", "ALRM", "TERM");

  private final ClientSession session;
  private final Machine machine;

  Exec(ClientSession session, Machine machine) {
    this.session = session;
    this.machine = machine;
  }

  /**
   * Runs the command to its end.
   *
   * @throws IOException when the connection turned out to be dead before the command was sent:
   *     sending it over a new one is safe
   * @throws NotBegunException only for a command with a mark
   */
  CommandResult run(Invocation sent)
      throws IOException, NotBegunException, RemoteException, InterruptedException {
    Command command = sent.command();
    BoundedOutput stdout =
        new BoundedOutput(BoundedOutput.Keep.FIRST, command.stdoutLimit(), command.secrets());
    BoundedOutput stderr = stderr(command);
    Optional<Marked> marked = sent.mark().map(mark -> new Marked(mark, stderr(command), stderr));
    int exit = exit(sent, stdout, marked.<OutputStream>map(it -> it).orElse(stderr), stderr);
    if (marked.isPresent() && !marked.get().passed()) {
      throw new NotBegunException(marked.get().before());
    }
    return new CommandResult(exit, stdout.text(), stderr.text());
  }

  private static BoundedOutput stderr(Command command) {
    return new BoundedOutput(BoundedOutput.Keep.LAST, STDERR_LIMIT, command.secrets());
  }

  private int exit(
      Invocation sent, OutputStream stdout, OutputStream stderr, BoundedOutput lastWords)
      throws IOException, RemoteException, InterruptedException {
    Command command = sent.command();
    long start = System.nanoTime();
    ChannelExec channel = open(sent.line(), stdout, stderr);
    try {
      // The channel's own waitFor ignores interrupts; a latch does not.
      CountDownLatch closed = new CountDownLatch(1);
      channel.addCloseFutureListener(_ -> closed.countDown());
      send(channel, sent);
      boolean ended = closed.await(command.timeout().plus(GRACE).toSeconds(), TimeUnit.SECONDS);
      Duration took = Duration.ofNanos(System.nanoTime() - start);
      int exit = ended ? exit(channel, sent) : TIMED_OUT.getFirst();
      if (TIMED_OUT.contains(exit) && took.compareTo(command.timeout()) >= 0) {
        throw Failures.late(machine, sent.program(), command.timeout(), lastWords.text());
      }
      return exit;
    } finally {
      channel.close(true);
    }
  }

  private ChannelExec open(String line, OutputStream stdout, OutputStream stderr)
      throws IOException, InterruptedException {
    ChannelExec channel = create(line);
    channel.setOut(stdout);
    channel.setErr(stderr);
    try {
      channel.open().verify(OPEN);
      return channel;
    } catch (InterruptedIOException e) {
      channel.close(true);
      throw Failures.interrupted(e);
    } catch (IOException e) {
      channel.close(true);
      throw e;
    }
  }

  private ChannelExec create(String line) throws IOException {
    try {
      return session.createExecChannel(line);
    } catch (IllegalStateException e) {
      throw new IOException("the connection is being closed", e);
    }
  }

  /** A command that ends without reading all of its input is no failure: its exit status tells. */
  private void send(ChannelExec channel, Invocation sent)
      throws RemoteException, InterruptedException {
    try (OutputStream stdin = channel.getInvertedIn()) {
      stdin.write(sent.preface().getBytes(StandardCharsets.UTF_8));
      if (sent.command().stdin().isPresent()) {
        copy(sent.command().stdin().get(), stdin, sent.program());
      }
    } catch (InterruptedIOException e) {
      throw Failures.interrupted(e);
    } catch (IOException e) {
      channel.close(false);
    }
  }

  /** What cannot be read here and what cannot be sent there are told apart. */
  private void copy(Content content, OutputStream stdin, String program)
      throws IOException, RemoteException {
    try (InputStream bytes = open(content, program)) {
      byte[] buffer = new byte[BUFFER];
      for (int count = read(bytes, buffer, program);
          count >= 0;
          count = read(bytes, buffer, program)) {
        stdin.write(buffer, 0, count);
      }
    }
  }

  private InputStream open(Content content, String program) throws RemoteException {
    try {
      return content.open();
    } catch (IOException e) {
      throw Failures.inputUnreadable(machine, program, Failures.cause(e));
    }
  }

  private int read(InputStream bytes, byte[] buffer, String program) throws RemoteException {
    try {
      return bytes.read(buffer);
    } catch (IOException e) {
      throw Failures.inputUnreadable(machine, program, Failures.cause(e));
    }
  }

  private int exit(ChannelExec channel, Invocation sent) throws RemoteException {
    Integer status = channel.getExitStatus();
    if (status != null) {
      return status;
    }
    String signal = channel.getExitSignal();
    if (signal != null && SIGNALS.contains(signal)) {
      return SIGNAL_BASE + SIGNALS.indexOf(signal);
    }
    throw Failures.lost(machine, "running " + sent.program(), "its exit status never came");
  }
}
