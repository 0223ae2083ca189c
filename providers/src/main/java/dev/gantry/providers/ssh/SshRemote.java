package dev.gantry.providers.ssh;

import dev.gantry.providers.host.Command;
import dev.gantry.providers.host.CommandResult;
import dev.gantry.providers.host.FilePut;
import dev.gantry.providers.host.Machine;
import dev.gantry.providers.host.Quoting;
import dev.gantry.providers.host.Remote;
import dev.gantry.providers.host.RemoteException;
import dev.gantry.providers.host.RemoteFile;
import dev.gantry.providers.ssh.Connection.Privilege;
import dev.gantry.resources.address.HostName;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.PublicKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * One machine over SSH: one connection, opened on first use and again when it was lost, and at most
 * eight commands in it at a time (sshd's MaxSessions is ten).
 */
final class SshRemote implements Remote {
  private static final int CHANNELS = 8;
  private static final int LONGEST_LINE = 120 * 1024;

  /** A login shell's own environment differs from host to host; answers are parsed as C's. */
  private static final List<String> ENVIRONMENT =
      List.of(
          "env", "LC_ALL=C", "PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin");

  private static final List<String> AS_ROOT = List.of("sudo", "-n", "--");

  private final Machine machine;
  private final Supplier<TunnelClient> client;
  private final Dialer dialer;
  private final Semaphore channels = new Semaphore(CHANNELS, true);
  private final ReentrantLock dialing = new ReentrantLock();
  private volatile Optional<Connection> connection = Optional.empty();
  private volatile Optional<String> hostKey = Optional.empty();

  SshRemote(Machine machine, Supplier<TunnelClient> client, Dialer dialer) {
    this.machine = machine;
    this.client = client;
    this.dialer = dialer;
  }

  @Override
  public HostName host() {
    return machine.host();
  }

  @Override
  public Optional<String> hostKey() {
    return hostKey;
  }

  @Override
  public CommandResult run(Command command) throws RemoteException, InterruptedException {
    channels.acquire();
    try {
      try {
        return run(connected(), command);
      } catch (IOException e) {
        drop();
        return runAgain(command);
      }
    } finally {
      channels.release();
    }
  }

  /** The first connection had died before the command was sent: one more try over a new one. */
  private CommandResult runAgain(Command command) throws RemoteException, InterruptedException {
    try {
      return run(connected(), command);
    } catch (IOException e) {
      drop();
      throw Failures.lost(machine, "opening a channel", Failures.cause(e));
    }
  }

  private CommandResult run(Connection open, Command command)
      throws IOException, RemoteException, InterruptedException {
    String line = line(open.privilege(), command);
    int bytes = line.getBytes(StandardCharsets.UTF_8).length;
    if (bytes > LONGEST_LINE) {
      throw Failures.tooLong(machine, command.argv().getFirst(), bytes);
    }
    return new Exec(open.session(), machine).run(command, line);
  }

  /**
   * The command as root's, ended on the host when it is late: a command outlives a lost connection,
   * but never its time limit.
   */
  private static String line(Privilege privilege, Command command) {
    List<String> argv = new ArrayList<>();
    switch (privilege) {
      case ROOT -> {}
      case SUDO -> argv.addAll(AS_ROOT);
    }
    argv.addAll(ENVIRONMENT);
    long seconds = Math.max(1, command.timeout().plusNanos(999_999_999).toSeconds());
    argv.addAll(List.of("timeout", "-k", "10", Long.toString(seconds)));
    argv.addAll(command.argv());
    return Quoting.line(argv);
  }

  @Override
  public void put(RemoteFile file) throws RemoteException, InterruptedException {
    FilePut.put(this, file);
  }

  private Connection connected() throws RemoteException, InterruptedException {
    Optional<Connection> open = connection.filter(Connection::isOpen);
    return open.isPresent() ? open.get() : dial();
  }

  private Connection dial() throws RemoteException, InterruptedException {
    dialing.lockInterruptibly();
    try {
      Optional<Connection> open = connection.filter(Connection::isOpen);
      if (open.isPresent()) {
        return open.get();
      }
      Optional<PublicKey> seen = hostKey.flatMap(HostKeys::parse);
      Connection fresh = dialer.dial(client.get(), machine, seen);
      hostKey = Optional.of(fresh.hostKey());
      connection = Optional.of(fresh);
      return fresh;
    } finally {
      dialing.unlock();
    }
  }

  private void drop() {
    connection.filter(open -> !open.isOpen()).ifPresent(Connection::close);
    connection = connection.filter(Connection::isOpen);
  }

  /** Ends the connection; the next command would open another. */
  void close() {
    connection.ifPresent(Connection::close);
    connection = Optional.empty();
  }
}
