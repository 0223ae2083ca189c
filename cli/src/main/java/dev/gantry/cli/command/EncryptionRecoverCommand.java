package dev.gantry.cli.command;

import dev.gantry.cli.run.Toolbox;
import dev.gantry.providers.encryptionkey.RecoveredKeys;
import dev.gantry.providers.host.CommandResult;
import dev.gantry.providers.host.RemoteException;
import dev.gantry.resources.address.HostName;
import dev.gantry.resources.address.ResourceAddress;
import dev.gantry.resources.config.Configuration;
import dev.gantry.resources.config.Desired;
import dev.gantry.resources.diagnostic.Diagnostic;
import dev.gantry.resources.diagnostic.DiagnosticException;
import dev.gantry.resources.kind.SpecReader;
import dev.gantry.resources.kinds.encryptionkey.EncryptionKeyKind;
import dev.gantry.resources.kinds.encryptionkey.EncryptionKeySpec;
import dev.gantry.resources.value.Value;
import dev.gantry.state.HostIdentity;
import dev.gantry.state.JournalEntry;
import dev.gantry.state.Recorded;
import dev.gantry.state.State;
import dev.gantry.state.StateSession;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Brings keys back to where they are missing: to control planes, or to the state. */
@Command(
    description = {
      "Bring a cluster's keys back to where they are missing.",
      "",
      "With keys in the state: every control plane gets its files again, and API servers that do not"
          + " start without them are started. Asks before it writes.",
      "Without, for a state that was lost: the keys are read from every control plane and sealed into"
          + " the state; no machine is changed. First take over the rest, by the configuration of then:"
          + " gantry apply --exclude=EncryptionKey/NAME."
    },
    footer = {
      "",
      "Examples:",
      "  gantry encryption recover",
      "  gantry encryption recover EncryptionKey/blue"
    })
final class EncryptionRecoverCommand implements Callable<Integer> {
  private static final String KIND = EncryptionKeyKind.KIND.name();

  private final Root root;

  @Mixin private ApprovalOptions approval = new ApprovalOptions();
  @Mixin private ConfigurationOptions configuration = new ConfigurationOptions();
  @Mixin private StateOptions state = new StateOptions();
  @Mixin private ParallelismOption parallelism = new ParallelismOption();

  @Parameters(
      arity = "0..1",
      paramLabel = "ENCRYPTIONKEY",
      description = "Which one; the only one unless given.")
  private Optional<String> key = Optional.empty();

  EncryptionRecoverCommand(Root root) {
    this.root = root;
  }

  @Override
  public Integer call() {
    approval.check(false);
    try (Planning view = new Planning(root, approval.json())) {
      return view.telling(() -> recover(view));
    }
  }

  private int recover(Planning view) {
    Configuration desired = configuration.load(root);
    try (StateSession session = state.open(root, "encryption recover", desired)) {
      ResourceAddress chosen = chosen(desired, session.current());
      return session.current().resources().containsKey(chosen)
          ? toControlPlanes(view, desired, session, chosen)
          : toState(view, desired, session, chosen);
    }
  }

  private ResourceAddress chosen(Configuration desired, State state) {
    SortedSet<ResourceAddress> all = new TreeSet<>(desired.resources().keySet());
    all.addAll(state.resources().keySet());
    all.removeIf(address -> !address.kind().equals(KIND));
    if (key.isPresent()) {
      String typed = key.get();
      ResourceAddress named = Addresses.parse(typed.contains("/") ? typed : KIND + "/" + typed);
      if (all.contains(named)) {
        return named;
      }
    } else if (all.size() == 1) {
      return all.getFirst();
    }
    throw new DiagnosticException(
        Diagnostic.error(
            "no-such-key",
            key.map(typed -> "There is no EncryptionKey \"" + typed + "\"")
                .orElse(all.isEmpty() ? "There is no EncryptionKey" : "There are several"),
            all.isEmpty()
                ? "Neither the configuration nor the state has one: declare it as it was."
                : "Name one of "
                    + all.stream().map(String::valueOf).collect(Collectors.joining(", "))
                    + "."));
  }

  private int toControlPlanes(
      Planning view, Configuration desired, StateSession session, ResourceAddress address) {
    try (Toolbox.Machinery machinery = root.machinery(desired, session.current())) {
      ErrandRun errand =
          new ErrandRun(view, machinery.recovering(), desired, session, parallelism.hosts());
      return errand.on(
          address,
          root.terminal(),
          approval,
          new ErrandRun.Words(
              "Do you really want to write the files of " + address,
              "What is there now is kept in /etc/kubernetes/encryption-provider-bak.",
              "yes",
              "Recovered " + address + ": every API server works by its keys.",
              "Not recovered yet."));
    }
  }

  private int toState(
      Planning view, Configuration desired, StateSession session, ResourceAddress address) {
    Desired declared = Optional.ofNullable(desired.resources().get(address)).orElseThrow();
    EncryptionKeySpec spec = SpecReader.read(EncryptionKeySpec.class, declared.spec());
    Recorded cluster = Clusters.chosen(session.current(), Optional.of(spec.controlPlane()));
    session.vault().unlock();
    Value.Fields attributes =
        RecoveredKeys.attributes(
            address,
            spec,
            files(desired, session.current(), cluster),
            new RecoveredKeys.Sealing(session.vault(), root.context().clock().instant()));
    session.append(new JournalEntry.ResourceRecorded(recorded(declared, attributes, cluster)));
    if (view.json().isEmpty()) {
      String keys =
          String.join(", ", attributes.fields("keyring").fields("keys").entries().keySet());
      root.terminal()
          .out()
          .print(
              "\nRecovered "
                  + address
                  + " from its control planes: sealed in the state are "
                  + keys
                  + ". No machine was changed.\nNext: gantry plan\n");
    }
    return ExitCode.DONE;
  }

  private static Recorded recorded(Desired declared, Value.Fields attributes, Recorded cluster) {
    SortedMap<HostName, HostIdentity> hosts = new TreeMap<>(cluster.hosts());
    hosts.keySet().retainAll(Clusters.controlPlanes(cluster));
    return new Recorded(
        declared.address(),
        EncryptionKeyKind.KIND.schemaVersion(),
        attributes,
        declared.dependencies(),
        hosts,
        List.of(),
        Optional.empty());
  }

  /** From every control plane: one that is not asked may have a key that no other has. */
  private SortedMap<HostName, String> files(Configuration desired, State state, Recorded cluster) {
    SortedMap<HostName, String> files = new TreeMap<>();
    List<Diagnostic> silent = new ArrayList<>();
    try (Toolbox.Hands hands = root.hands(desired, state)) {
      for (HostName host : Clusters.controlPlanes(cluster)) {
        try {
          CommandResult result = hands.run(host, RecoveredKeys.question());
          if (result.ok()) {
            files.put(host, result.stdout());
          } else {
            silent.add(unread(host, result));
          }
        } catch (RemoteException away) {
          silent.add(away.diagnostic());
        }
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      silent.add(Diagnostic.error("interrupted", "Reading the keys was stopped", "Run it again."));
    }
    if (!silent.isEmpty()) {
      throw new DiagnosticException(silent);
    }
    return files;
  }

  private static Diagnostic unread(HostName host, CommandResult result) {
    return Diagnostic.error(
            "encryption-unread",
            "The files with keys of " + host + " could not be read",
            result.stderr().strip() + "\nEvery control plane has to be asked.")
        .onHost(host.value());
  }
}
