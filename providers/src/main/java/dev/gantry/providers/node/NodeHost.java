package dev.gantry.providers.node;

import dev.gantry.engine.spi.StepException;
import dev.gantry.providers.host.Command;
import dev.gantry.providers.host.CommandResult;
import dev.gantry.providers.host.Content;
import dev.gantry.providers.host.Ledger;
import dev.gantry.providers.host.Remote;
import dev.gantry.providers.host.RemoteException;
import dev.gantry.providers.host.RemoteFile;
import dev.gantry.resources.address.ResourceAddress;
import dev.gantry.resources.diagnostic.Diagnostic;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * One machine at work, for one Node: the remote and its ledger, with failures told as steps tell
 * them.
 *
 * @param folder of the configuration: package files are found from there
 */
record NodeHost(ResourceAddress owner, Remote remote, Ledger ledger, Path folder) {
  private static final int NO_SUCH_FILE = 44;
  static final String READ = "[ -e \"$1\" ] || exit 44; cat -- \"$1\"";
  static final String ATTRIBUTES = "stat -Lc '0%a %U:%G' -- \"$1\"";

  /** A file's text; empty when there is no such file. */
  Optional<String> read(String path) throws StepException, InterruptedException {
    Command command = Command.script(READ, List.of(path));
    CommandResult result = attempt(command);
    if (result.exit() == NO_SUCH_FILE) {
      return Optional.empty();
    }
    if (!result.ok()) {
      throw failure("Reading " + path, command, result);
    }
    return Optional.of(result.stdout());
  }

  /**
   * Writes a file that others edit too, with the mode and owner that it has. Not through the
   * ledger: that would give back the whole file as it was, and others' lines with it.
   */
  void rewrite(String path, String text) throws StepException, InterruptedException {
    RemoteFile file = RemoteFile.text(path, text);
    CommandResult attributes = attempt(Command.script(ATTRIBUTES, List.of(path)));
    String[] words = attributes.stdout().strip().split(" ", -1);
    if (attributes.ok() && words.length == 2) {
      file = new RemoteFile(path, new Content.Text(text), words[0], words[1]);
    }
    try {
      remote.put(file);
    } catch (RemoteException e) {
      throw e.asStepException();
    }
  }

  /** Runs a command that must succeed; {@code doing} starts the sentence that tells its failure. */
  CommandResult run(String doing, Command command) throws StepException, InterruptedException {
    CommandResult result = attempt(command);
    if (!result.ok()) {
      throw failure(doing, command, result);
    }
    return result;
  }

  /** Runs a command that may fail. */
  CommandResult attempt(Command command) throws StepException, InterruptedException {
    try {
      return remote.run(command);
    } catch (RemoteException e) {
      throw e.asStepException();
    }
  }

  private StepException failure(String doing, Command command, CommandResult result) {
    String output = result.stderr().isBlank() ? result.stdout() : result.stderr();
    return failure(
        "command-failed",
        doing + " failed",
        "Exit status "
            + result.exit()
            + (output.isBlank() ? "" : ": " + output.strip())
            + "\nMend that on the machine, then apply again: what is done is not done twice.",
        Optional.of(command));
  }

  /** A failure on this machine. */
  StepException failure(String code, String summary, String detail, Optional<Command> command) {
    String where =
        remote.host().value() + command.map(run -> ": " + run.argv().getFirst()).orElse("");
    return new StepException(
        Diagnostic.error(code, summary, detail).at(owner).onHost(where), false);
  }
}
