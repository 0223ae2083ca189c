package dev.gantry.cli.command;

import dev.gantry.cli.render.EncryptionJson;
import dev.gantry.cli.render.EncryptionText;
import dev.gantry.cli.run.Toolbox;
import dev.gantry.engine.probe.HostReader;
import dev.gantry.engine.probe.ProbeRequest;
import dev.gantry.engine.refresh.HostReads;
import dev.gantry.providers.encryption.EncryptionStatus;
import dev.gantry.providers.encryption.EtcdCount;
import dev.gantry.providers.encryption.HostEncryption;
import dev.gantry.providers.encryption.StoredCount;
import dev.gantry.resources.address.HostName;
import dev.gantry.resources.config.Configuration;
import dev.gantry.resources.diagnostic.Diagnostic;
import dev.gantry.resources.diagnostic.DiagnosticException;
import dev.gantry.state.Recorded;
import dev.gantry.state.State;
import dev.gantry.state.json.Json;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.node.ObjectNode;

/**
 * The commands about how a cluster keeps its objects in etcd. Those here look and change nothing.
 */
final class EncryptionCommands {
  private EncryptionCommands() {}

  static CommandLine of(Root root) {
    return CommandGroup.of(
            root, "Look at how a cluster's objects are encrypted in etcd, and bring keys back.")
        .addSubcommand("status", new StatusCommand(root))
        .addSubcommand("verify", new VerifyCommand(root))
        .addSubcommand("recover", new EncryptionRecoverCommand(root));
  }

  /** What was found, in both forms, and whether all is well. */
  private record Found(ObjectNode json, String text, boolean well) {}

  /** What both commands do: choose a cluster, look at its control planes, tell what was found. */
  private abstract static class Look implements Callable<Integer> {
    final Root root;

    @Mixin private ConfigurationOptions configuration = new ConfigurationOptions();
    @Mixin private StateOptions state = new StateOptions();
    @Mixin private ParallelismOption parallelism = new ParallelismOption();
    @Mixin private FormatOption format = new FormatOption();

    @Parameters(
        arity = "0..1",
        paramLabel = "CONTROLPLANE",
        description = "Which cluster; the only one unless given.")
    private Optional<String> cluster = Optional.empty();

    Look(Root root) {
      this.root = root;
    }

    @Override
    public final Integer call() {
      Configuration desired = configuration.load(root);
      State recorded = state.store(root).read();
      Recorded chosen = Clusters.chosen(recorded, cluster);
      SortedMap<HostName, ProbeRequest> requests = new TreeMap<>();
      Clusters.controlPlanes(chosen).forEach(host -> requests.put(host, HostEncryption.request()));
      int hosts = parallelism.hosts();
      try (Toolbox.Lookout lookout = root.lookout(desired, recorded)) {
        HostReads reads = new HostReads(lookout.reader(), root.context().clock());
        EncryptionStatus status =
            EncryptionStatus.of(
                Watching.live(
                    root, !format.isJson(), listener -> reads.read(requests, hosts, listener)));
        Found found = found(chosen, status, lookout.reader());
        root.terminal().out().print(format.isJson() ? Json.pretty(found.json()) : found.text());
        return found.well() ? ExitCode.DONE : ExitCode.ERROR;
      }
    }

    abstract Found found(Recorded cluster, EncryptionStatus status, HostReader reader);
  }

  @Command(
      description = {
        "Tell, for each control plane, which encryption configuration it has, which keys are in it"
            + " and whether its API server works by it.",
        "",
        "Keys are told by their fingerprint: the first 8 digits of their SHA-256. Exits with 1 when"
            + " something is wrong or a control plane could not be asked."
      },
      footer = {"", "Examples:", "  gantry encryption status", "  gantry encryption status --json"})
  private static final class StatusCommand extends Look {
    StatusCommand(Root root) {
      super(root);
    }

    @Override
    Found found(Recorded cluster, EncryptionStatus status, HostReader reader) {
      return new Found(
          EncryptionJson.of(status),
          EncryptionText.of(status, root.terminal().style()),
          status.problems().isEmpty());
    }
  }

  @Command(
      description = {
        "Count in etcd itself how objects are stored: every value of every resource that the"
            + " encryption configuration names is looked at, on a control plane.",
        "",
        "Exits with 1 when a value is stored by anything else than the key that writes now, when"
            + " something is wrong with a control plane, or when one could not be asked. Without an"
            + " encryption configuration, secrets and configmaps are counted."
      },
      footer = {"", "Examples:", "  gantry encryption verify", "  gantry encryption verify --json"})
  private static final class VerifyCommand extends Look {
    VerifyCommand(Root root) {
      super(root);
    }

    @Override
    Found found(Recorded cluster, EncryptionStatus status, HostReader reader) {
      if (!status.isOff() && status.config().isEmpty()) {
        throw unclear(cluster, status);
      }
      EtcdCount count = new EtcdCount(reader, Clusters.controlPlanes(cluster));
      List<StoredCount> counts =
          StoredCount.wanted(status.config()).stream().map(count::of).toList();
      return new Found(
          EncryptionJson.of(counts, status),
          EncryptionText.of(counts, status, root.terminal().style()),
          status.isVerifiedBy(counts));
    }

    private static DiagnosticException unclear(Recorded cluster, EncryptionStatus status) {
      return new DiagnosticException(
          Diagnostic.error(
                  "encryption-unclear",
                  "What is to be in etcd cannot be told",
                  String.join("\n", status.problems())
                      + "\nSee `gantry encryption status`. Every control plane has to answer, and to"
                      + " have the same file.")
              .at(cluster.address()));
    }
  }
}
