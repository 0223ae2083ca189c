package dev.gantry.cli.command;

import dev.gantry.cli.render.EncryptionJson;
import dev.gantry.cli.render.EncryptionText;
import dev.gantry.cli.run.Toolbox;
import dev.gantry.providers.encryption.EncryptionStatus;
import dev.gantry.providers.encryption.HostEncryption;
import dev.gantry.providers.encryption.StoredCount;
import dev.gantry.providers.host.CommandResult;
import dev.gantry.providers.host.RemoteException;
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
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The commands that look at how a cluster keeps its objects in etcd. They change nothing. */
final class EncryptionCommands {
  private EncryptionCommands() {}

  static CommandLine of(Root root) {
    return new CommandLine(new Group(root))
        .addSubcommand("status", new StatusCommand(root))
        .addSubcommand("verify", new VerifyCommand(root));
  }

  @Command(description = "Look at how a cluster's objects are encrypted in etcd. Changes nothing.")
  private static final class Group implements Runnable {
    private final Root root;

    @Spec private CommandSpec spec = CommandSpec.create();

    Group(Root root) {
      this.root = root;
    }

    @Override
    public void run() {
      root.terminal().out().print(spec.commandLine().getUsageMessage());
    }
  }

  /** Which cluster, and how it is asked. */
  private static final class Asked {
    @Mixin private ConfigurationOptions configuration = new ConfigurationOptions();
    @Mixin private StateOptions state = new StateOptions();
    @Mixin private FormatOption format = new FormatOption();

    @Parameters(
        arity = "0..1",
        paramLabel = "CONTROLPLANE",
        description = "Which cluster; the only one unless given.")
    private Optional<String> cluster = Optional.empty();

    /** What is done with the machines of the cluster. */
    @FunctionalInterface
    interface Look {
      int at(Toolbox.Hands hands, Recorded cluster) throws InterruptedException;
    }

    int look(Root root, Look look) {
      Configuration desired = configuration.load(root);
      State recorded = state.store(root).read();
      Recorded chosen = Clusters.chosen(recorded, cluster);
      try (Toolbox.Hands hands = root.hands(desired, recorded)) {
        return look.at(hands, chosen);
      } catch (InterruptedException stopped) {
        Thread.currentThread().interrupt();
        throw new DiagnosticException(
            Diagnostic.error("interrupted", "Looking at the cluster was stopped", "Run it again."));
      }
    }
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
  private static final class StatusCommand implements Callable<Integer> {
    private final Root root;

    @Mixin private Asked asked = new Asked();

    StatusCommand(Root root) {
      this.root = root;
    }

    @Override
    public Integer call() {
      return asked.look(
          root,
          (hands, cluster) -> {
            EncryptionStatus status = status(hands, cluster);
            root.terminal()
                .out()
                .print(
                    asked.format.isJson()
                        ? Json.pretty(EncryptionJson.of(status))
                        : EncryptionText.of(status, root.terminal().style()));
            return status.problems().isEmpty() ? ExitCode.DONE : ExitCode.ERROR;
          });
    }
  }

  @Command(
      description = {
        "Count in etcd itself how objects are stored: every value of every resource that the"
            + " encryption configuration names is looked at, on a control plane.",
        "",
        "Exits with 1 when a value is stored by anything else than the key that writes now. Without"
            + " an encryption configuration, secrets and configmaps are counted."
      },
      footer = {"", "Examples:", "  gantry encryption verify", "  gantry encryption verify --json"})
  private static final class VerifyCommand implements Callable<Integer> {
    private final Root root;

    @Mixin private Asked asked = new Asked();

    VerifyCommand(Root root) {
      this.root = root;
    }

    @Override
    public Integer call() {
      return asked.look(
          root,
          (hands, cluster) -> {
            EncryptionStatus status = status(hands, cluster);
            if (!status.isOff() && status.config().isEmpty()) {
              throw unclear(cluster, status);
            }
            List<StoredCount> counts = new ArrayList<>();
            for (StoredCount.Wanted wanted : StoredCount.wanted(status.config())) {
              counts.add(
                  wanted.of(Clusters.ask(hands, cluster, wanted.question()).result().stdout()));
            }
            root.terminal()
                .out()
                .print(
                    asked.format.isJson()
                        ? Json.pretty(EncryptionJson.of(counts))
                        : EncryptionText.of(counts, root.terminal().style()));
            return counts.stream().allMatch(count -> count.others() == 0)
                ? ExitCode.DONE
                : ExitCode.ERROR;
          });
    }

    private static DiagnosticException unclear(Recorded cluster, EncryptionStatus status) {
      return new DiagnosticException(
          Diagnostic.error(
                  "encryption-unclear",
                  "What is to be in etcd cannot be told",
                  String.join("\n", status.problems())
                      + "\nSee `gantry encryption status`, and make the file the same on every"
                      + " control plane.")
              .at(cluster.address()));
    }
  }

  private static EncryptionStatus status(Toolbox.Hands hands, Recorded cluster)
      throws InterruptedException {
    List<HostEncryption> hosts = new ArrayList<>();
    SortedMap<HostName, Diagnostic> silent = new TreeMap<>();
    for (HostName host : Clusters.controlPlanes(cluster)) {
      try {
        CommandResult result = hands.run(host, HostEncryption.question());
        if (result.ok()) {
          hosts.add(HostEncryption.of(host, result.stdout()));
        } else {
          silent.put(host, noManifest(host));
        }
      } catch (RemoteException away) {
        silent.put(host, away.diagnostic());
      }
    }
    return new EncryptionStatus(hosts, silent);
  }

  private static Diagnostic noManifest(HostName host) {
    return Diagnostic.error(
            "no-api-server",
            "it has no manifest of kube-apiserver",
            "It is no control plane of kubeadm's. See `gantry plan`.")
        .onHost(host.value());
  }
}
