package dev.gantry.providers.host;

import dev.gantry.engine.spi.StepException;
import dev.gantry.resources.diagnostic.Diagnostic;

/** One machine as steps use it: what goes wrong is a {@link StepException} that says where. */
public final class Shell {
  private final Remote remote;

  public Shell(Remote remote) {
    this.remote = remote;
  }

  /** Runs a command, whatever its exit status. */
  public CommandResult run(Command command) throws StepException, InterruptedException {
    try {
      return remote.run(command);
    } catch (RemoteException e) {
      throw new StepException(e.diagnostic(), e.retryable());
    }
  }

  /** Runs a command that must succeed. */
  public CommandResult must(String next, String... argv)
      throws StepException, InterruptedException {
    CommandResult result = run(Command.of(argv));
    if (!result.ok()) {
      throw failed(String.join(" ", argv), result, next);
    }
    return result;
  }

  /** Writes a file outside the ledger: one that is gone when the step ends. */
  public void put(RemoteFile file) throws StepException, InterruptedException {
    try {
      remote.put(file);
    } catch (RemoteException e) {
      throw new StepException(e.diagnostic(), e.retryable());
    }
  }

  /** A command's failure as a step's. */
  public StepException failed(String command, CommandResult result, String next) {
    String said = (result.stderr().isBlank() ? result.stdout() : result.stderr()).strip();
    return new StepException(
        Diagnostic.error(
                "command-failed",
                "`" + command + "` failed with exit status " + result.exit(),
                (said.isEmpty() ? "It printed nothing." : said) + "\n" + next)
            .onHost(remote.host() + ": " + command),
        false);
  }
}
