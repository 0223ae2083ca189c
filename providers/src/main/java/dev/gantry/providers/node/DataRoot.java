package dev.gantry.providers.node;

import dev.gantry.engine.spi.StepException;
import dev.gantry.providers.host.Command;
import java.util.List;
import java.util.Optional;

/**
 * A runtime's own folder of images and containers, where a person names one: it goes when the
 * machine is given back, with the folders above it that were made for it, unless it was there
 * before.
 */
final class DataRoot {
  private static final String NOTE = "data-root:";

  // Prints the topmost of the path's folders that is not there.
  static final String MISSING =
      "path=$1 missing=; while [ ! -e \"$path\" ]; do missing=$path; path=$(dirname -- \"$path\");"
          + " done; printf %s \"$missing\"";

  // Folders above that others have put something into stay.
  static final String REMOVE =
      "rm -rf --one-file-system -- \"$1\" || exit; path=$1; while [ \"$path\" != \"$2\" ]; do"
          + " path=$(dirname -- \"$path\"); rmdir -- \"$path\" 2>/dev/null || exit 0; done";

  private DataRoot() {}

  /** Notes, once, what is not there yet. */
  static void noteBefore(NodeHost host, String root) throws StepException, InterruptedException {
    String missing =
        host.run("Looking for " + root, Command.script(MISSING, List.of(root))).stdout();
    host.ledger().noteBefore(host.owner(), NOTE + root, missing);
  }

  /** Removes what was made. */
  static void giveBack(NodeHost host, Optional<String> root)
      throws StepException, InterruptedException {
    if (root.isEmpty()) {
      return;
    }
    Optional<String> missing = host.ledger().noteToRestore(host.owner(), NOTE + root.get());
    if (missing.filter(path -> !path.isEmpty()).isPresent()) {
      host.run(
          "Removing " + root.get(), Command.script(REMOVE, List.of(root.get(), missing.get())));
    }
    host.ledger().dropNote(host.owner(), NOTE + root.get());
  }
}
