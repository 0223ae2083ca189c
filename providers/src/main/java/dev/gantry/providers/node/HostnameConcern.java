package dev.gantry.providers.node;

import dev.gantry.engine.spi.StepContext;
import dev.gantry.engine.spi.StepException;
import dev.gantry.providers.host.Command;
import dev.gantry.providers.host.RemoteFile;
import dev.gantry.resources.kinds.node.NodeSpec;
import dev.gantry.resources.value.AttributePath;
import java.util.List;
import java.util.Optional;

/** The machine's hostname, now and after a boot. */
final class HostnameConcern implements Concern {
  private static final String FILE = "/etc/hostname";
  private static final String NOTE = "hostname";

  // hostnamectl tells NetworkManager and others; the rest is for machines without it.
  static final String SET =
      "hostnamectl set-hostname -- \"$1\" 2>/dev/null || hostname -- \"$1\" 2>/dev/null ||"
          + " printf %s \"$1\" >/proc/sys/kernel/hostname";

  @Override
  public String id() {
    return "set-hostname";
  }

  @Override
  public String title() {
    return "setting the hostname";
  }

  @Override
  public List<AttributePath> paths(NodeSpec spec) {
    return List.of(AttributePath.of("hostname"));
  }

  @Override
  public boolean isWanted(Wanted wanted) {
    return true;
  }

  @Override
  public void apply(NodeHost host, Wanted wanted, StepContext context)
      throws StepException, InterruptedException {
    String now = now(host);
    host.ledger().noteBefore(host.owner(), NOTE, now);
    host.ledger().writeFile(host.owner(), RemoteFile.text(FILE, wanted.hostname() + "\n"));
    if (!now.equals(wanted.hostname())) {
      set(host, wanted.hostname());
    }
  }

  @Override
  public void giveBack(NodeHost host) throws StepException, InterruptedException {
    Optional<String> before = host.ledger().noteToRestore(host.owner(), NOTE);
    if (before.isPresent() && !before.get().isEmpty() && !before.get().equals(now(host))) {
      set(host, before.get());
    }
    // After hostnamectl, which writes the file too.
    host.ledger().restoreFile(host.owner(), FILE);
    host.ledger().dropNote(host.owner(), NOTE);
  }

  private static String now(NodeHost host) throws StepException, InterruptedException {
    return host.read("/proc/sys/kernel/hostname").orElse("").strip();
  }

  private static void set(NodeHost host, String name) throws StepException, InterruptedException {
    host.run("Setting the hostname", Command.script(SET, List.of(name)));
  }
}
