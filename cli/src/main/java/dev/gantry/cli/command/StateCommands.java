package dev.gantry.cli.command;

import dev.gantry.cli.render.StateText;
import dev.gantry.resources.address.ResourceAddress;
import dev.gantry.resources.diagnostic.Diagnostic;
import dev.gantry.resources.diagnostic.DiagnosticException;
import dev.gantry.resources.value.Value;
import dev.gantry.state.JournalEntry;
import dev.gantry.state.Recorded;
import dev.gantry.state.State;
import dev.gantry.state.StateSession;
import dev.gantry.state.Vault;
import dev.gantry.state.value.SealedValues;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** The commands that look at the state and mend it. None of them asks a machine. */
final class StateCommands {
  private StateCommands() {}

  static CommandLine of(Root root) {
    return CommandGroup.of(root, "Look at the state and mend it.")
        .addSubcommand("list", new ListCommand(root))
        .addSubcommand("show", new ShowOne(root))
        .addSubcommand("rm", new Remove(root))
        .addSubcommand("mv", new Move(root))
        .addSubcommand("keygen", new StateKeyCommands.Keygen(root))
        .addSubcommand("rekey", new StateKeyCommands.RekeyCommand(root))
        .addSubcommand("recipients", new StateKeyCommands.ListRecipients(root));
  }

  @Command(description = "List the addresses of all recorded resources, one a line.")
  private static final class ListCommand implements Runnable {
    private final Root root;

    @Mixin private StateOptions state = new StateOptions();

    ListCommand(Root root) {
      this.root = root;
    }

    @Override
    public void run() {
      PrintStream out = root.terminal().out();
      state.store(root).read().resources().keySet().forEach(address -> out.print(address + "\n"));
    }
  }

  @Command(description = "Show one recorded resource.")
  private static final class ShowOne implements Runnable {
    private final Root root;

    @Mixin private StateOptions state = new StateOptions();

    @Parameters(paramLabel = "ADDRESS", description = "For example Node/cp-1.")
    private String address = "";

    ShowOne(Root root) {
      this.root = root;
    }

    @Override
    public void run() {
      Recorded recorded = Addresses.recorded(state.store(root).read(), Addresses.parse(address));
      root.terminal().out().print(StateText.of(recorded, root.terminal().style()));
    }
  }

  @Command(
      description = {
        "Stop managing resources: drop their records.",
        "",
        "No machine is touched. What is still in the configuration is found again by the next plan."
      })
  private static final class Remove implements Runnable {
    private final Root root;

    @Mixin private StateOptions state = new StateOptions();

    @Parameters(arity = "1..*", paramLabel = "ADDRESS", description = "For example Node/cp-1.")
    private List<String> addresses = new ArrayList<>();

    Remove(Root root) {
      this.root = root;
    }

    @Override
    public void run() {
      try (StateSession session = state.store(root).open("state rm")) {
        SortedSet<ResourceAddress> known = Addresses.parse(addresses);
        known.forEach(address -> Addresses.recorded(session.current(), address));
        for (ResourceAddress address : known) {
          session.append(new JournalEntry.ResourceRemoved(address));
          root.terminal().out().print("Removed " + address + "\n");
        }
      }
    }
  }

  @Command(
      description = {
        "Rename a resource in the state, as it was renamed in the configuration.",
        "",
        "No machine is touched. References of other recorded resources follow. Secrets are sealed"
            + " anew for their new place, which takes the key to the state."
      },
      footer = {"", "Example:", "  gantry state mv Node/worker-1 Node/db-1"})
  private static final class Move implements Runnable {
    private final Root root;

    @Mixin private ConfigurationOptions configuration = new ConfigurationOptions();
    @Mixin private StateOptions state = new StateOptions();

    @Parameters(index = "0", paramLabel = "FROM", description = "Its address now.")
    private String from = "";

    @Parameters(index = "1", paramLabel = "TO", description = "Its new address; the same kind.")
    private String to = "";

    Move(Root root) {
      this.root = root;
    }

    @Override
    public void run() {
      ResourceAddress source = Addresses.parse(from);
      ResourceAddress target = Addresses.parse(to);
      try (StateSession session = state.store(root).open("state mv")) {
        State before = session.current();
        Recorded moved = Addresses.recorded(before, source);
        if (before.resources().containsKey(target) || !source.kind().equals(target.kind())) {
          throw new DiagnosticException(cannotMove(source, target));
        }
        List<JournalEntry> entries = new ArrayList<>();
        Recorded resealed = moved.withAttributes(resealed(moved, target, session));
        entries.add(new JournalEntry.ResourceRecorded(named(resealed, source, target, true)));
        for (Recorded other : before.resources().values()) {
          if (other.dependencies().contains(source)) {
            entries.add(new JournalEntry.ResourceRecorded(named(other, source, target, false)));
          }
        }
        entries.add(new JournalEntry.ResourceRemoved(source));
        session.append(entries);
        root.terminal().out().print("Moved " + source + " to " + target + "\n");
      }
    }

    private static Diagnostic cannotMove(ResourceAddress source, ResourceAddress target) {
      return Diagnostic.error(
          "cannot-move",
          source + " cannot become " + target,
          source.kind().equals(target.kind())
              ? target + " is in the state already: gantry state rm " + target
              : "A resource keeps its kind.");
    }

    /** What is sealed opens at its place only; the configuration is read where it is needed. */
    private Value.Fields resealed(Recorded moved, ResourceAddress target, StateSession session) {
      if (!moved.attributes().holdsSecret()) {
        return moved.attributes();
      }
      Vault vault = StateKeys.vault(root, configuration.load(root), session);
      return SealedValues.exchanged(
          moved.attributes(),
          (path, secret) ->
              vault.seal(
                  new Vault.Place(target, path),
                  vault.open(new Vault.Place(moved.address(), path), secret),
                  Optional.empty()));
    }

    private static Recorded named(
        Recorded recorded, ResourceAddress source, ResourceAddress target, boolean itself) {
      SortedSet<ResourceAddress> dependencies = new TreeSet<>(recorded.dependencies());
      if (dependencies.remove(source)) {
        dependencies.add(target);
      }
      return new Recorded(
          itself ? target : recorded.address(),
          recorded.schemaVersion(),
          recorded.attributes(),
          dependencies,
          recorded.hosts(),
          recorded.conditions(),
          recorded.pending());
    }
  }
}
