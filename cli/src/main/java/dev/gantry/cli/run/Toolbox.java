package dev.gantry.cli.run;

import dev.gantry.engine.Engine;
import dev.gantry.engine.probe.HostReader;
import dev.gantry.engine.spi.HostLocks;
import dev.gantry.providers.etcd.SnapshotFile;
import dev.gantry.providers.host.Command;
import dev.gantry.providers.host.CommandResult;
import dev.gantry.providers.host.ConnectionLog;
import dev.gantry.providers.host.RemoteException;
import dev.gantry.providers.host.RunLimits;
import dev.gantry.resources.address.HostName;
import dev.gantry.resources.config.Configuration;
import dev.gantry.resources.kind.Kind;
import dev.gantry.state.HostIdentity;
import dev.gantry.state.State;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;

/** The kinds and what makes them real; tests have one without machines. */
public interface Toolbox {

  /** Every kind that can be declared. */
  List<Kind<?>> kinds();

  /**
   * What a run knows before it begins.
   *
   * @param folder of the configuration
   * @param reviewed who the hosts were when the plan that is to be done was made; empty without one
   */
  record Work(
      Configuration configuration,
      State state,
      Path folder,
      SortedMap<HostName, HostIdentity> reviewed) {}

  /**
   * An engine for the machines of a configuration and a state. Connects to none of them yet.
   *
   * @param log hears how connections come about
   * @param limits what the run takes of the network
   */
  Machinery machinery(Work work, ConnectionLog log, RunLimits limits);

  /**
   * A way to look at the machines of a configuration; connects to none of them yet.
   *
   * @param folder of the configuration
   * @param log hears how connections come about
   */
  Lookout lookout(Configuration configuration, State state, Path folder, ConnectionLog log);

  /**
   * A way to run people's own commands on the machines of a configuration; connects to none yet.
   *
   * @param folder of the configuration
   * @param log hears how connections come about
   */
  Hands hands(Configuration configuration, State state, Path folder, ConnectionLog log);

  /** Machines to look at: there is no way from here to code that writes (law 14). */
  interface Lookout extends AutoCloseable {

    /** Reads a machine in one round trip. */
    HostReader reader();

    /** Ends every connection. */
    @Override
    void close();
  }

  /** Machines to run a person's own commands on. */
  interface Hands extends AutoCloseable {

    /**
     * Runs a command as root, to its end.
     *
     * @throws RemoteException when it could not be run, or its end was not learnt
     */
    CommandResult run(HostName host, Command command) throws RemoteException, InterruptedException;

    /** Ends every connection. */
    @Override
    void close();
  }

  /** An engine and its connections. */
  interface Machinery extends AutoCloseable {

    /** Plans and applies. */
    Engine engine();

    /**
     * An engine over the same connections whose errand on a ControlPlane is to bring its etcd back
     * from a snapshot.
     */
    Engine restoring(SnapshotFile file);

    /**
     * An engine over the same connections whose errand on an EncryptionKey is to bring its files
     * back to control planes.
     */
    Engine recovering();

    /** The locks on the machines. */
    HostLocks locks();

    /** Every machine that the configuration or the state knows. */
    SortedSet<HostName> hosts();

    /** Ends every connection. */
    @Override
    void close();
  }
}
