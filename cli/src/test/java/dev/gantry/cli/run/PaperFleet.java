package dev.gantry.cli.run;

import dev.gantry.engine.probe.HostReader;
import dev.gantry.engine.probe.HostReading;
import dev.gantry.engine.probe.ProbeRequest;
import dev.gantry.providers.host.Command;
import dev.gantry.providers.host.CommandResult;
import dev.gantry.providers.host.ConnectionLog;
import dev.gantry.providers.host.RemoteException;
import dev.gantry.providers.host.RunLimits;
import dev.gantry.resources.address.HostName;
import dev.gantry.resources.config.Configuration;
import dev.gantry.resources.diagnostic.Diagnostic;
import dev.gantry.resources.kind.Kind;
import dev.gantry.resources.kinds.Kinds;
import dev.gantry.state.HostIdentity;
import dev.gantry.state.State;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;

/** Machines that answer what they were told to: to look at, and to run commands on. */
public final class PaperFleet implements Toolbox {
  private static final String SURVEY = "os-ID\tdebian\nos-PRETTY_NAME\tPaper 1\nkernel\t6.1\n";

  /** Machines that do not answer. */
  public final Set<String> silent = ConcurrentHashMap.newKeySet();

  /** How a command ends; with 0 and without a word where nothing is said. */
  public final SortedMap<String, CommandResult> ends = new ConcurrentSkipListMap<>();

  /** What was run on each. */
  public final SortedMap<String, List<String>> ran = new ConcurrentSkipListMap<>();

  /** Machines that were read. */
  public final Set<String> asked = ConcurrentHashMap.newKeySet();

  private final SortedMap<String, SortedMap<String, String>> more = new TreeMap<>();

  /** Lets a machine answer this to a command of the probe. */
  public void says(String machine, String command, String text) {
    more.computeIfAbsent(machine, _ -> new TreeMap<>()).put(command, text);
  }

  @Override
  public List<Kind<?>> kinds() {
    return Kinds.all();
  }

  @Override
  public Machinery machinery(Work work, ConnectionLog log, RunLimits limits) {
    throw new IllegalStateException("nothing is planned on paper");
  }

  @Override
  public Lookout lookout(Configuration configuration, State state, Path folder, ConnectionLog log) {
    return new Lookout() {
      @Override
      public HostReader reader() {
        return PaperFleet.this::read;
      }

      @Override
      public void close() {}
    };
  }

  @Override
  public Hands hands(Configuration configuration, State state, Path folder, ConnectionLog log) {
    return new Hands() {
      @Override
      public CommandResult run(HostName host, Command command) throws RemoteException {
        ran.put(host.value(), command.argv());
        if (silent.contains(host.value())) {
          throw new RemoteException(gone(host), true);
        }
        return ends.getOrDefault(host.value(), new CommandResult(0, "", ""));
      }

      @Override
      public void close() {}
    };
  }

  private HostReading read(HostName host, ProbeRequest request) {
    asked.add(host.value());
    if (silent.contains(host.value())) {
      return new HostReading.Silent(gone(host));
    }
    SortedMap<String, HostReading.Output> outputs = new TreeMap<>();
    outputs.put("survey", new HostReading.Output(0, SURVEY, ""));
    more.getOrDefault(host.value(), new TreeMap<>())
        .forEach((name, text) -> outputs.put(name, new HostReading.Output(0, text, "")));
    outputs.keySet().retainAll(request.commands().keySet());
    return new HostReading.Answered(
        new HostIdentity(host.value(), "key"), new TreeMap<>(), outputs);
  }

  private static Diagnostic gone(HostName host) {
    return Diagnostic.error("unreachable", host + " is gone", "Really.").onHost(host.value());
  }
}
