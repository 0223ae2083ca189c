package dev.gantry.cli.command;

import dev.gantry.resources.config.Configuration;
import dev.gantry.state.StateSession;
import dev.gantry.state.StateStore;
import dev.gantry.state.crypto.SealingSession;
import dev.gantry.state.local.LocalStateStore;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** Where the state is. */
final class StateOptions {
  @Option(
      names = "--state",
      paramLabel = "FILE",
      defaultValue = LocalStateStore.DEFAULT_NAME,
      description = "The state file, seen from the folder. Default: ${DEFAULT-VALUE}")
  private String file = LocalStateStore.DEFAULT_NAME;

  StateStore store(Root root) {
    return new LocalStateStore(path(root), root.context().version(), root.context().clock());
  }

  /**
   * Opens the state for writing, with a vault when the Project seals secrets.
   *
   * @throws dev.gantry.resources.diagnostic.DiagnosticException as {@link StateStore#open}
   */
  StateSession open(Root root, String operation, Configuration configuration) {
    StateSession session = store(root).open(operation);
    return new SealingSession(session, StateKeys.vault(root, configuration, session));
  }

  Path path(Root root) {
    return root.path(file);
  }
}
