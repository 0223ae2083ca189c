package dev.gantry.bench;

import dev.gantry.engine.Engine;
import dev.gantry.engine.planner.PlanOptions;
import dev.gantry.providers.Providers;
import dev.gantry.providers.host.Command;
import dev.gantry.providers.host.CommandResult;
import dev.gantry.providers.host.Quoting;
import dev.gantry.providers.host.Remote;
import dev.gantry.providers.host.RemoteFile;
import dev.gantry.providers.host.RemoteReader;
import dev.gantry.providers.host.Remotes;
import dev.gantry.resources.address.HostName;
import dev.gantry.resources.kinds.Kinds;
import dev.gantry.resources.yaml.ConfigLoader;
import dev.gantry.state.State;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Prints the command that a plan of a folder would run on one of its hosts, as one line for a
 * shell, so that other tools can be given the very same work. Connects to nothing.
 */
public final class ProbeLine {
  private ProbeLine() {}

  /** Takes the folder. */
  public static void main(String[] args) {
    ConcurrentLinkedQueue<String> lines = new ConcurrentLinkedQueue<>();
    Remotes remotes = new Recording(lines);
    var configuration = new ConfigLoader(Kinds.all()).load(Path.of(args[0]), Map.of(), Map.of());
    new Engine(Providers.all(remotes), new RemoteReader(remotes), "0.1.0", Clock.systemUTC())
        .plan(configuration, new State("bench", 0, new TreeMap<>()), PlanOptions.normal(), _ -> {});
    System.out.println(lines.element());
  }

  /** Hosts that keep what they are told and answer nothing. */
  private record Recording(ConcurrentLinkedQueue<String> lines) implements Remotes {
    @Override
    public Remote on(HostName host) {
      return new Remote() {
        @Override
        public HostName host() {
          return host;
        }

        @Override
        public Optional<String> hostKey() {
          return Optional.empty();
        }

        @Override
        public CommandResult run(Command command) {
          lines.add(Quoting.line(command.argv()));
          return new CommandResult(0, "", "");
        }

        @Override
        public void put(RemoteFile file) {
          throw new IllegalStateException("a plan writes nothing");
        }
      };
    }

    @Override
    public void close() {}
  }
}
