package dev.gantry.cli.command;

import dev.gantry.cli.run.Toolbox;
import dev.gantry.resources.address.HostName;
import dev.gantry.resources.diagnostic.Diagnostic;
import dev.gantry.resources.diagnostic.DiagnosticException;
import dev.gantry.state.StateStore;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Takes away a lock: the state's, or a run's on the machines. */
@Command(
    description = {
      "Take away the lock that another run holds: on the state, or on machines.",
      "",
      "A run that died holds no lock on the state, and its locks on machines expire by themselves."
          + " This is for a run that hangs and cannot be ended, for example on another machine. A"
          + " run whose lock was taken changes nothing more."
    })
final class ForceUnlockCommand implements Runnable {
  private final Root root;

  @Mixin private StateOptions state = new StateOptions();
  @Mixin private ConfigurationOptions configuration = new ConfigurationOptions();

  @Parameters(paramLabel = "LOCK_ID", description = "The id that the refusal named.")
  private String id = "";

  ForceUnlockCommand(Root root) {
    this.root = root;
  }

  @Override
  public void run() {
    StateStore store = state.store(root);
    try {
      store.forceUnlock(id);
      root.terminal().out().print("The state has been successfully unlocked!\n");
    } catch (DiagnosticException notTheStates) {
      SortedSet<HostName> unlocked = machines(store, notTheStates.diagnostics());
      root.terminal()
          .out()
          .print(
              "Unlocked "
                  + String.join(", ", unlocked.stream().map(HostName::value).toList())
                  + ".\n");
    }
  }

  /** Machines on which the run held the lock; one after another: this is done once in a year. */
  private SortedSet<HostName> machines(StateStore store, List<Diagnostic> stateSaid) {
    SortedSet<HostName> unlocked = new TreeSet<>();
    List<Diagnostic> problems = new ArrayList<>();
    try (Toolbox.Machinery machinery = root.machinery(configuration.load(root), store.read())) {
      for (HostName host : machinery.hosts()) {
        try {
          if (machinery.locks().takeAway(host, id)) {
            unlocked.add(host);
          }
        } catch (DiagnosticException silent) {
          problems.addAll(silent.diagnostics());
        }
      }
    }
    if (unlocked.isEmpty()) {
      problems.addAll(0, stateSaid);
      problems.add(
          Diagnostic.error(
              "no-such-lock",
              "No machine is locked by that run",
              "No machine that answered has a lock of " + id + "; it may have ended meanwhile."));
    }
    if (!problems.isEmpty()) {
      throw new DiagnosticException(problems);
    }
    return unlocked;
  }
}
