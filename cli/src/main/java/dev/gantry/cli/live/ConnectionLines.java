package dev.gantry.cli.live;

import dev.gantry.cli.terminal.Terminal;
import dev.gantry.providers.host.ConnectionLog;
import dev.gantry.resources.address.HostName;

/**
 * {@code --verbose}: how each machine is reached, a line a step on stderr as it happens. What
 * machines say may hold anything, so control characters are shown as spaces.
 */
public record ConnectionLines(Terminal terminal) implements ConnectionLog {
  @Override
  public void step(HostName host, String what) {
    String line = what.replaceAll("\\p{Cc}+", " ").strip();
    synchronized (terminal.err()) {
      terminal.err().println(terminal.style().dim(host + ": " + line));
      terminal.err().flush();
    }
  }
}
