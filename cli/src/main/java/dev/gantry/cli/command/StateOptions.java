package dev.gantry.cli.command;

import dev.gantry.state.StateStore;
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

  Path path(Root root) {
    return root.path(file);
  }
}
