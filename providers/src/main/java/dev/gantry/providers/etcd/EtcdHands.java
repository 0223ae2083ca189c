package dev.gantry.providers.etcd;

import dev.gantry.providers.host.Command;
import dev.gantry.providers.host.CommandResult;
import dev.gantry.providers.host.RemoteException;
import dev.gantry.resources.address.HostName;

/** A way to run commands on machines, as root. */
@FunctionalInterface
public interface EtcdHands {
  /**
   * Runs a command to its end.
   *
   * @throws RemoteException when it could not be run, or its end was not learnt
   */
  CommandResult run(HostName host, Command command) throws RemoteException, InterruptedException;
}
