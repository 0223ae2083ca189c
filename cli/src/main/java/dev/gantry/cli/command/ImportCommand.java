package dev.gantry.cli.command;

import dev.gantry.cli.render.ProblemText;
import dev.gantry.cli.run.Toolbox;
import dev.gantry.engine.adopt.Adoption;
import dev.gantry.engine.spi.Import;
import dev.gantry.resources.address.ResourceAddress;
import dev.gantry.resources.config.Configuration;
import dev.gantry.resources.diagnostic.Diagnostic;
import dev.gantry.resources.diagnostic.DiagnosticException;
import dev.gantry.resources.value.Value;
import dev.gantry.resources.yaml.tree.FolderReader;
import dev.gantry.state.JournalEntry;
import dev.gantry.state.State;
import dev.gantry.state.StateSession;
import dev.gantry.state.StateStore;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Takes over what others made: writes its configuration and its state, and touches no machine. */
@Command(
    description = {
      "Take over a cluster that kubeadm made by hand: write its configuration and its state.",
      "",
      "No machine is changed, and the next plan says: No changes. When a machine cannot be reached,"
          + " or something cannot be expressed, nothing is written. No file is replaced."
    },
    footer = {
      "",
      "Examples:",
      "  gantry import ControlPlane/main --host root@10.0.0.11",
      "  gantry import ControlPlane/main --host ops@cp1.example.org:2222 --ssh-key ~/.ssh/fleet"
    })
final class ImportCommand implements Callable<Integer> {
  private final Root root;

  @Mixin private ConfigurationOptions configuration = new ConfigurationOptions();
  @Mixin private StateOptions state = new StateOptions();
  @Mixin private ParallelismOption parallelism = new ParallelismOption();

  @Parameters(paramLabel = "ADDRESS", description = "What to call it: ControlPlane/main.")
  private String address = "";

  @Option(
      names = "--host",
      required = true,
      paramLabel = "[USER@]HOST[:PORT]",
      description = "One of its control planes. The others are reached by the same user and port.")
  private String host = "";

  @Option(
      names = "--ssh-key",
      paramLabel = "FILE",
      description = "The private key that opens the machines, where `ssh` would not find it.")
  private Optional<String> key = Optional.empty();

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "Write into this folder instead; it is made where there is none.")
  private Optional<String> out = Optional.empty();

  ImportCommand(Root root) {
    this.root = root;
  }

  @Override
  public Integer call() throws IOException {
    Optional<String> typedKey =
        key.map(file -> root.path(file).toAbsolutePath().normalize().toString());
    out.ifPresent(folder -> root.workIn(root.path(folder)));
    ResourceAddress wanted = Addresses.parse(address);
    StateStore store = state.store(root);
    State before = store.read();
    refuseKnown(wanted, before);
    Inquiry inquiry =
        Watching.live(
            root,
            true,
            listener ->
                new Inquiry(root, before, parallelism.hosts(), listener)
                    .of(wanted, FirstHost.fields(host, typedKey)));
    ImportFiles files = ImportFiles.of(inquiry.found(), root);
    files.refuseExisting();
    Configuration desired = configuration.load(root, files.texts());
    State after = adopted(desired, before, inquiry);
    write(store, files, after, inquiry.found());
    tell(files, inquiry);
    return ExitCode.DONE;
  }

  private void refuseKnown(ResourceAddress wanted, State before) {
    if (before.resources().containsKey(wanted)) {
      throw taken(wanted, "the state");
    }
    if (FolderReader.hasAny(root.folder())
        && configuration.load(root).resources().containsKey(wanted)) {
      throw taken(wanted, "the configuration");
    }
  }

  private static DiagnosticException taken(ResourceAddress address, String where) {
    return new DiagnosticException(
        Diagnostic.error(
                "already-there",
                address + " is in " + where + " already",
                "Import under another name, or into another folder: --out DIR.")
            .at(address));
  }

  private State adopted(Configuration desired, State before, Inquiry inquiry) {
    SortedMap<ResourceAddress, Value.Fields> known = new TreeMap<>();
    for (Import.Declared declared : inquiry.found().resources()) {
      if (before.resources().containsKey(declared.address())) {
        throw taken(declared.address(), "the state");
      }
      known.put(declared.address(), declared.known());
    }
    try (Toolbox.Machinery machinery = root.machinery(desired, before)) {
      return Watching.live(
          root,
          true,
          listener ->
              machinery
                  .engine()
                  .adopt(
                      desired,
                      before,
                      new Adoption.Known(known, inquiry.identities()),
                      parallelism.hosts(),
                      listener));
    }
  }

  /** The files first: a configuration without a record destroys nothing, unlike the reverse. */
  private void write(StateStore store, ImportFiles files, State after, Import.Found found)
      throws IOException {
    Files.createDirectories(root.folder()); // the lock is in it
    try (StateSession session = store.open("import")) {
      List<JournalEntry> entries = new ArrayList<>();
      for (Import.Declared declared : found.resources()) {
        if (session.current().resources().containsKey(declared.address())) {
          throw taken(declared.address(), "the state");
        }
        entries.add(
            new JournalEntry.ResourceRecorded(
                Optional.ofNullable(after.resources().get(declared.address())).orElseThrow()));
      }
      for (var file : files.texts().entrySet()) {
        Files.writeString(root.path(file.getKey()), file.getValue(), StandardOpenOption.CREATE_NEW);
      }
      session.append(entries);
    }
  }

  private void tell(ImportFiles files, Inquiry inquiry) {
    PrintStream print = root.terminal().out();
    for (Import.Declared declared : inquiry.found().resources()) {
      print.print(declared.address() + ": imported\n");
    }
    print.print('\n');
    files.texts().keySet().forEach(name -> print.print("Wrote " + name + "\n"));
    if (!inquiry.found().notes().isEmpty()) {
      print.print("\n" + ProblemText.of(inquiry.found().notes(), root.terminal().style()));
    }
    print.print("\nNo machine was changed. Next, look through these files, then: gantry plan\n");
  }
}
