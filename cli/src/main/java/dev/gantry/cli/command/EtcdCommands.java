package dev.gantry.cli.command;

import dev.gantry.cli.render.EtcdJson;
import dev.gantry.cli.render.EtcdText;
import dev.gantry.cli.run.Toolbox;
import dev.gantry.engine.probe.HostReading;
import dev.gantry.engine.probe.ProbeRequest;
import dev.gantry.engine.refresh.HostReads;
import dev.gantry.providers.etcd.EtcdStatus;
import dev.gantry.resources.address.HostName;
import dev.gantry.resources.config.Configuration;
import dev.gantry.resources.diagnostic.Diagnostic;
import dev.gantry.resources.diagnostic.DiagnosticException;
import dev.gantry.state.Recorded;
import dev.gantry.state.State;
import dev.gantry.state.json.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** The commands about a cluster's own etcd. */
final class EtcdCommands {
  private EtcdCommands() {}

  static CommandLine of(Root root) {
    return CommandGroup.of(root, "Look at a cluster's etcd, save it, and bring it back.")
        .addSubcommand("members", new MembersCommand(root))
        .addSubcommand("snapshot", new EtcdSnapshotCommand(root))
        .addSubcommand("restore", new EtcdRestoreCommand(root));
  }

  @Command(
      description = {
        "Tell how each member of a cluster's etcd is, and how many more may fail.",
        "",
        "Every control plane is asked on its own machine, not through the API. Changes nothing."
            + " Exits with 1 when a member is not well, has raised an alarm, or has no vote yet."
      },
      footer = {"", "Examples:", "  gantry etcd members", "  gantry etcd members --json"})
  private static final class MembersCommand implements Callable<Integer> {
    private final Root root;

    @Mixin private ConfigurationOptions configuration = new ConfigurationOptions();
    @Mixin private StateOptions state = new StateOptions();
    @Mixin private ParallelismOption parallelism = new ParallelismOption();
    @Mixin private FormatOption format = new FormatOption();

    @Parameters(
        arity = "0..1",
        paramLabel = "CONTROLPLANE",
        description = "Which cluster; the only one unless given.")
    private Optional<String> cluster = Optional.empty();

    MembersCommand(Root root) {
      this.root = root;
    }

    @Override
    public Integer call() {
      Configuration desired = configuration.load(root);
      State recorded = state.store(root).read();
      Recorded chosen = Clusters.withOwnEtcd(Clusters.chosen(recorded, cluster));
      SortedMap<HostName, ProbeRequest> requests = new TreeMap<>();
      Clusters.controlPlanes(chosen).forEach(host -> requests.put(host, EtcdStatus.request()));
      int hosts = parallelism.hosts();
      try (Toolbox.Lookout lookout = root.lookout(desired, recorded)) {
        HostReads reads = new HostReads(lookout.reader(), root.context().clock());
        SortedMap<HostName, HostReading> readings =
            Watching.live(
                root, !format.isJson(), listener -> reads.read(requests, hosts, listener));
        EtcdStatus status = EtcdStatus.of(readings, Clusters.nodeNames(chosen));
        if (status.members().isEmpty()) {
          throw silent(chosen, EtcdStatus.reasons(readings));
        }
        root.terminal()
            .out()
            .print(
                format.isJson()
                    ? Json.pretty(EtcdJson.of(status))
                    : EtcdText.of(status, root.terminal().style()));
        return status.isWell() ? ExitCode.DONE : ExitCode.ERROR;
      }
    }

    private static DiagnosticException silent(
        Recorded chosen, SortedMap<HostName, String> reasons) {
      List<String> lines = new ArrayList<>();
      reasons.forEach((host, reason) -> lines.add(host + ": " + reason));
      return new DiagnosticException(
          Diagnostic.error(
                  "etcd-silent",
                  "No member of etcd of " + chosen.address() + " answered",
                  String.join("\n", lines)
                      + "\nSee `crictl ps -a` and `journalctl -u kubelet` on the control planes. What"
                      + " is lost is brought back from a snapshot by: gantry etcd restore FILE")
              .at(chosen.address()));
    }
  }
}
