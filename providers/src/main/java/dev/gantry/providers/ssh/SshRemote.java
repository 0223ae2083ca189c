package dev.gantry.providers.ssh;

import dev.gantry.providers.host.Command;
import dev.gantry.providers.host.CommandResult;
import dev.gantry.providers.host.FilePut;
import dev.gantry.providers.host.Gate;
import dev.gantry.providers.host.HostLock;
import dev.gantry.providers.host.Machine;
import dev.gantry.providers.host.Quoting;
import dev.gantry.providers.host.Remote;
import dev.gantry.providers.host.RemoteException;
import dev.gantry.providers.host.RemoteFile;
import dev.gantry.resources.address.HostName;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Semaphore;

/**
 * One machine over SSH: one connection ({@link Link}), and at most eight commands in it at a time
 * (sshd's MaxSessions is ten). While the host is locked for the run, each command has a {@link
 * Gate} before it.
 */
final class SshRemote implements Remote {
  private static final int CHANNELS = 8;
  private static final int LONGEST_LINE = 120 * 1024;

  /** A login shell's own environment differs from host to host; answers are parsed as C's. */
  private static final List<String> ENVIRONMENT =
      List.of(
          "env", "LC_ALL=C", "PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin");

  private final Machine machine;
  private final Link link;
  private final Semaphore uploads;
  private final Semaphore channels = new Semaphore(CHANNELS, true);
  private volatile Optional<HostLock> lock = Optional.empty();

  /**
   * @param uploads permits for large files, of all machines together
   */
  SshRemote(Machine machine, Link link, Semaphore uploads) {
    this.machine = machine;
    this.link = link;
    this.uploads = uploads;
  }

  @Override
  public HostName host() {
    return machine.host();
  }

  @Override
  public Optional<String> hostKey() {
    return link.hostKey();
  }

  @Override
  public void guard(Optional<HostLock> held) {
    lock = held;
  }

  @Override
  public CommandResult run(Command command) throws RemoteException, InterruptedException {
    channels.acquire();
    try {
      return run(command, lock);
    } finally {
      channels.release();
    }
  }

  /**
   * Sends the command until it begins. What is in its way is cleared here: a lock that a reboot
   * took away, and a command that outlived its connection and ends at its own time limit.
   */
  private CommandResult run(Command command, Optional<HostLock> guard)
      throws RemoteException, InterruptedException {
    while (true) {
      try {
        return overAnyConnection(command, guard);
      } catch (NotBegunException e) {
        String said = e.said();
        if (guard.isPresent() && said.contains(Gate.TAKEN)) {
          throw guard.get().lost();
        } else if (guard.isPresent() && said.contains(Gate.ABSENT)) {
          guard.get().retaken(run(guard.get().taking(), Optional.empty()));
        } else if (!said.contains(Gate.BUSY)) {
          throw refused(said);
        }
      }
    }
  }

  /** Sudo took the password when the connection was made, and does not now. */
  private RemoteException refused(String said) {
    return Failures.refused(machine, Sudo.refusal(machine, "refused", said, Optional.of("given")));
  }

  /** A connection that had died before the command was sent is replaced, once. */
  private CommandResult overAnyConnection(Command command, Optional<HostLock> guard)
      throws NotBegunException, RemoteException, InterruptedException {
    try {
      return over(link.open(guard.isPresent()), command, guard);
    } catch (IOException e) {
      link.drop();
    }
    try {
      return over(link.open(guard.isPresent()), command, guard);
    } catch (IOException e) {
      link.drop();
      throw Failures.lost(machine, "opening a channel", Failures.cause(e));
    }
  }

  private CommandResult over(Connection open, Command command, Optional<HostLock> guard)
      throws IOException, NotBegunException, RemoteException, InterruptedException {
    Invocation sent = invocation(open, command, guard);
    int bytes = sent.line().getBytes(StandardCharsets.UTF_8).length;
    if (bytes > LONGEST_LINE) {
      throw Failures.tooLong(machine, sent.program(), bytes);
    }
    return new Exec(open.session(), machine).run(sent);
  }

  private static Invocation invocation(Connection open, Command command, Optional<HostLock> guard) {
    Elevation elevation = open.elevation();
    Optional<String> password = elevation.password();
    List<String> argv = new ArrayList<>(elevation.prefix());
    if (password.isEmpty() && guard.isEmpty()) {
      argv.addAll(limited(command));
      return Invocation.plain(command, Quoting.line(argv));
    }
    String mark = "gantry-" + UUID.randomUUID();
    Gate gate = new Gate(mark, password.isPresent(), guard, open.id());
    argv.addAll(gate.before(limited(command), command.stdin().isPresent()));
    String preface = password.map(secret -> secret + "\n" + mark + "\n").orElse("");
    return new Invocation(
        hiding(command, password), Quoting.line(argv), preface, Optional.of(mark));
  }

  private static Command hiding(Command command, Optional<String> password) {
    List<String> secrets = new ArrayList<>(command.secrets());
    password.ifPresent(secrets::add);
    return command.hiding(secrets);
  }

  /**
   * The command, ended on the host when it is late: a command outlives a lost connection, but never
   * its time limit.
   */
  private static List<String> limited(Command command) {
    List<String> argv = new ArrayList<>(ENVIRONMENT);
    long seconds = Math.max(1, command.timeout().plusNanos(999_999_999).toSeconds());
    argv.addAll(List.of("timeout", "-k", "10", Long.toString(seconds)));
    argv.addAll(command.argv());
    return argv;
  }

  @Override
  public void put(RemoteFile file) throws RemoteException, InterruptedException {
    if (!FilePut.isLarge(file)) {
      FilePut.put(this, file);
      return;
    }
    uploads.acquire();
    try {
      FilePut.put(this, file);
    } finally {
      uploads.release();
    }
  }

  /** Ends the connection; the next command would open another. */
  void close() {
    link.close();
  }
}
