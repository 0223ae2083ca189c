package dev.gantry.cli.run;

import dev.gantry.providers.host.CommandResult;
import dev.gantry.resources.diagnostic.Diagnostic;

/** How a person's command ended on a machine. */
public sealed interface CommandEnd {

  /** It ran to its end. */
  record Ran(CommandResult result) implements CommandEnd {}

  /** It could not be run, or its end was not learnt. */
  record NotRun(Diagnostic reason) implements CommandEnd {}

  /** Whether it ran and said so. */
  default boolean ok() {
    return this instanceof Ran(CommandResult result) && result.ok();
  }
}
