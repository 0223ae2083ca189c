package dev.gantry.providers.node;

import dev.gantry.engine.spi.StepContext;
import dev.gantry.engine.spi.StepException;
import dev.gantry.providers.host.Command;
import dev.gantry.providers.host.RemoteFile;
import dev.gantry.providers.toml.TomlException;
import dev.gantry.resources.value.AttributePath;
import java.util.List;
import java.util.Optional;

/** containerd's configuration file: Gantry's values in it, everything else kept. */
final class ContainerdConfigConcern implements Concern {
  @Override
  public String id() {
    return "configure-containerd";
  }

  @Override
  public String title() {
    return "configuring containerd";
  }

  @Override
  public List<AttributePath> paths() {
    return List.of(
        AttributePath.of("runtime", "type"),
        AttributePath.of("runtime", "cgroupDriver"),
        AttributePath.of("runtime", "sandboxImage"),
        AttributePath.of("runtime", "settings"));
  }

  @Override
  public boolean isWanted(Wanted wanted) {
    return Specs.hasContainerd(wanted.spec());
  }

  @Override
  public void apply(NodeHost host, Wanted wanted, StepContext context)
      throws StepException, InterruptedException {
    Optional<String> version =
        HostFactsReader.containerdVersion(
            host.run("Asking containerd", Command.of("containerd", "--version")).stdout());
    String now = host.read(ContainerdConfig.FILE).orElse("");
    String next =
        parse(now, version, context).with(wanted.spec().runtime(), wanted.droppedSettings());
    host.ledger().writeFile(host.owner(), RemoteFile.text(ContainerdConfig.FILE, next));
  }

  @Override
  public void giveBack(NodeHost host) throws StepException, InterruptedException {
    boolean isOurs = host.ledger().files(host.owner()).contains(ContainerdConfig.FILE);
    host.ledger().restoreFile(host.owner(), ContainerdConfig.FILE);
    Command isActive = Command.of("systemctl", "is-active", "--quiet", ContainerdService.UNIT);
    if (isOurs && host.attempt(isActive).ok()) {
      host.run("Restarting containerd", Command.of("systemctl", "restart", ContainerdService.UNIT));
    }
  }

  /** A file that is not TOML is written anew, as the plan warned. */
  private static ContainerdConfig parse(
      String text, Optional<String> version, StepContext context) {
    try {
      return ContainerdConfig.parse(text, version);
    } catch (TomlException e) {
      context.progress("not TOML, written anew: line " + e.line());
      return ContainerdConfig.empty(version);
    }
  }
}
