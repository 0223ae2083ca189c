package dev.gantry.providers.node;

import dev.gantry.engine.spi.StepContext;
import dev.gantry.engine.spi.StepException;
import dev.gantry.providers.host.Command;
import dev.gantry.resources.value.AttributePath;
import dev.gantry.resources.value.Value;
import java.util.List;
import java.util.Optional;

/**
 * containerd as a service: running with the configuration that it has now, and started at boot. It
 * is restarted whenever this step runs for its configuration, also when an earlier run wrote the
 * file and was cut off before the restart; containers live on through it.
 */
final class ContainerdService implements Concern {
  static final String UNIT = "containerd.service";

  /** The field of the attribute {@code services}. */
  static final String SERVICE = "containerd";

  private static final String NOTE = "unit:" + UNIT;

  @Override
  public String id() {
    return "start-containerd";
  }

  @Override
  public String title() {
    return "starting containerd";
  }

  @Override
  public List<AttributePath> paths() {
    return List.of(AttributePath.of("runtime"), AttributePath.of("services"));
  }

  @Override
  public boolean isWanted(Wanted wanted) {
    return Specs.hasContainerd(wanted.spec());
  }

  @Override
  public void apply(NodeHost host, Wanted wanted, StepContext context)
      throws StepException, InterruptedException {
    noteBefore(host);
    host.run("Enabling containerd", Command.of("systemctl", "enable", "--quiet", UNIT));
    // After too many failed starts systemd would refuse another one.
    host.attempt(Command.of("systemctl", "reset-failed", UNIT));
    host.run("Starting containerd", Command.of("systemctl", "restart", UNIT));
    host.run("Asking containerd", Command.of("systemctl", "is-active", "--quiet", UNIT));
    String version = host.run("Asking containerd", Command.of("containerd", "--version")).stdout();
    Value.Fields facts = wanted.after().fields("facts");
    Optional<String> found = HostFactsReader.containerdVersion(version);
    context.output("facts", facts.with("containerd", Value.of(found.orElse(version.strip()))));
  }

  @Override
  public void giveBack(NodeHost host) throws StepException, InterruptedException {
    Optional<String> before = host.ledger().noteToRestore(host.owner(), NOTE);
    if (before.isPresent() && state(host).isPresent()) {
      List<String> words = List.of(before.get().split(" ", -1));
      if (!words.contains("enabled")) {
        host.run("Disabling containerd", Command.of("systemctl", "disable", "--quiet", UNIT));
      }
      if (!words.contains("active")) {
        host.run("Stopping containerd", Command.of("systemctl", "stop", UNIT));
      }
    }
    host.ledger().dropNote(host.owner(), NOTE);
  }

  /** Notes the unit's state, once, before its package is installed. */
  static void noteBefore(NodeHost host) throws StepException, InterruptedException {
    host.ledger().noteBefore(host.owner(), NOTE, state(host).orElse("absent"));
  }

  /** {@code active enabled}, or what the two are instead; empty where there is no such unit. */
  private static Optional<String> state(NodeHost host) throws StepException, InterruptedException {
    String shown =
        host.attempt(
                Command.of("systemctl", "show", UNIT, "-p", "LoadState,ActiveState,UnitFileState"))
            .stdout();
    List<String> lines = shown.lines().toList();
    if (!lines.contains("LoadState=loaded")) {
      return Optional.empty();
    }
    String active = lines.contains("ActiveState=active") ? "active" : "inactive";
    return Optional.of(
        active + (lines.contains("UnitFileState=enabled") ? " enabled" : " disabled"));
  }
}
