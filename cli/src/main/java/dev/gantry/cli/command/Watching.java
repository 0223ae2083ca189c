package dev.gantry.cli.command;

import dev.gantry.cli.live.LiveView;
import dev.gantry.cli.terminal.Terminal;
import dev.gantry.engine.event.EventListener;
import java.util.function.Function;

/** Shows on a terminal how machines are being read; a pipe gets the result alone. */
final class Watching {
  private Watching() {}

  static <T> T live(Root root, boolean wanted, Function<EventListener, T> work) {
    Terminal terminal = root.terminal();
    if (!wanted || !terminal.live()) {
      return work.apply(event -> {});
    }
    try (LiveView view = new LiveView(terminal, root.context().clock(), 0)) {
      return work.apply(view);
    }
  }
}
