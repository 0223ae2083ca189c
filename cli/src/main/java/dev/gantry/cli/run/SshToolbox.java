package dev.gantry.cli.run;

import dev.gantry.engine.Engine;
import dev.gantry.engine.probe.HostReader;
import dev.gantry.engine.spi.HostLocks;
import dev.gantry.engine.spi.Provider;
import dev.gantry.providers.Providers;
import dev.gantry.providers.etcd.SnapshotFile;
import dev.gantry.providers.host.Command;
import dev.gantry.providers.host.CommandResult;
import dev.gantry.providers.host.ConnectionLog;
import dev.gantry.providers.host.Machines;
import dev.gantry.providers.host.RemoteException;
import dev.gantry.providers.host.RemoteLocks;
import dev.gantry.providers.host.RemoteReader;
import dev.gantry.providers.host.Remotes;
import dev.gantry.providers.host.RunLimits;
import dev.gantry.providers.host.Workstation;
import dev.gantry.providers.ssh.SshRemotes;
import dev.gantry.resources.address.HostName;
import dev.gantry.resources.address.ResourceAddress;
import dev.gantry.resources.config.Configuration;
import dev.gantry.resources.config.Desired;
import dev.gantry.resources.kind.Kind;
import dev.gantry.resources.kind.SpecReader;
import dev.gantry.resources.kinds.Kinds;
import dev.gantry.resources.kinds.node.NodeSpec;
import dev.gantry.resources.value.Value;
import dev.gantry.state.Recorded;
import dev.gantry.state.State;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;

/** The real thing: every provider, over SSH. */
public record SshToolbox(String gantryVersion, Clock clock) implements Toolbox {
  private static final String NODE = "Node";

  @Override
  public List<Kind<?>> kinds() {
    return Kinds.all();
  }

  @Override
  public Machinery machinery(Work work, ConnectionLog log, RunLimits limits) {
    Machines machines =
        Machines.of(nodes(work.configuration(), work.state()), work.state(), work.reviewed());
    Workstation here = Workstation.here(work.folder());
    Remotes remotes = new SshRemotes(machines, here, log, limits);
    HostLocks locks = new RemoteLocks(remotes);
    Function<List<Provider<?>>, Engine> engines =
        providers -> new Engine(providers, new RemoteReader(remotes), locks, gantryVersion, clock);
    return new Connected(engines, locks, new TreeSet<>(machines.all().keySet()), remotes, here);
  }

  @Override
  public Lookout lookout(Configuration configuration, State state, Path folder, ConnectionLog log) {
    return new Looking(remotes(configuration, state, folder, log));
  }

  @Override
  public Hands hands(Configuration configuration, State state, Path folder, ConnectionLog log) {
    return new Working(remotes(configuration, state, folder, log));
  }

  private static Remotes remotes(
      Configuration configuration, State state, Path folder, ConnectionLog log) {
    Machines machines = Machines.of(nodes(configuration, state), state);
    return new SshRemotes(machines, Workstation.here(folder), log);
  }

  private record Looking(Remotes remotes) implements Lookout {
    @Override
    public HostReader reader() {
      return new RemoteReader(remotes);
    }

    @Override
    public void close() {
      remotes.close();
    }
  }

  private record Working(Remotes remotes) implements Hands {
    @Override
    public CommandResult run(HostName host, Command command)
        throws RemoteException, InterruptedException {
      return remotes.on(host).run(command);
    }

    @Override
    public void close() {
      remotes.close();
    }
  }

  private record Connected(
      Function<List<Provider<?>>, Engine> engines,
      HostLocks locks,
      SortedSet<HostName> hosts,
      Remotes remotes,
      Workstation here)
      implements Machinery {
    @Override
    public Engine engine() {
      return engines.apply(Providers.all(remotes, here));
    }

    @Override
    public Engine restoring(SnapshotFile file) {
      return engines.apply(Providers.restoring(remotes, here, file));
    }

    @Override
    public Engine recovering() {
      return engines.apply(Providers.recovering(remotes, here));
    }

    @Override
    public void close() {
      remotes.close();
    }
  }

  /** The nodes that are desired, and those that are only recorded: they are reached once more. */
  private static SortedMap<String, NodeSpec> nodes(Configuration configuration, State state) {
    SortedMap<String, NodeSpec> nodes = new TreeMap<>();
    for (Recorded recorded : state.resources().values()) {
      if (!recorded.attributes().entries().isEmpty()) {
        add(nodes, recorded.address(), recorded.attributes());
      }
    }
    for (Desired desired : configuration.resources().values()) {
      add(nodes, desired.address(), desired.spec());
    }
    return nodes;
  }

  private static void add(
      SortedMap<String, NodeSpec> nodes, ResourceAddress address, Value.Fields fields) {
    if (address.kind().equals(NODE)) {
      nodes.put(address.name(), SpecReader.read(NodeSpec.class, fields));
    }
  }
}
