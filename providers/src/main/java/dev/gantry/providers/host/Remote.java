package dev.gantry.providers.host;

import dev.gantry.resources.address.HostName;
import java.util.Optional;

/**
 * One machine, as root. The only way in which providers touch a host. Implementations are safe for
 * use by several threads.
 */
public interface Remote {
  /** Which machine. */
  HostName host();

  /**
   * The public key by which the machine proved itself, as in known_hosts: {@code ssh-ed25519
   * AAAA…}, or {@code @cert-authority ssh-ed25519 AAAA…} where it showed a certificate; empty
   * before the first command has connected.
   */
  Optional<String> hostKey();

  /**
   * Runs a command to its end, whatever its exit status.
   *
   * @throws RemoteException when the command could not be run, did not end in time, or its end was
   *     not learnt
   */
  CommandResult run(Command command) throws RemoteException, InterruptedException;

  /**
   * Writes a file whole (law 10): a temporary file on the same file system but outside any watched
   * folder, owner and mode set, fsync, rename; parent folders are made where missing.
   *
   * @throws RemoteException when it could not be written; the old file is then still there
   */
  void put(RemoteFile file) throws RemoteException, InterruptedException;

  /**
   * From now on commands begin only while this lock is the run's, and the machine may be away for a
   * while, as for a reboot. Empty ends that. Does nothing where machines are not locked.
   */
  default void guard(Optional<HostLock> lock) {}
}
