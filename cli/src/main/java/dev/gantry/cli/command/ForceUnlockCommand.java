package dev.gantry.cli.command;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Takes away a lock. */
@Command(
    description = {
      "Take away the lock on the state that another run holds.",
      "",
      "A run that died holds no lock: the next one takes over by itself. This is for a run that"
          + " hangs and cannot be ended, for example on another machine. A run whose lock was taken"
          + " writes nothing more."
    })
final class ForceUnlockCommand implements Runnable {
  private final Root root;

  @Mixin private StateOptions state = new StateOptions();

  @Parameters(paramLabel = "LOCK_ID", description = "The id that the refusal named.")
  private String id = "";

  ForceUnlockCommand(Root root) {
    this.root = root;
  }

  @Override
  public void run() {
    state.store(root).forceUnlock(id);
    root.terminal().out().print("The state has been successfully unlocked!\n");
  }
}
