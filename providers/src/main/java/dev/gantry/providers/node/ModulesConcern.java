package dev.gantry.providers.node;

import dev.gantry.engine.spi.StepContext;
import dev.gantry.engine.spi.StepException;
import dev.gantry.providers.host.Command;
import dev.gantry.providers.host.RemoteFile;
import dev.gantry.resources.kinds.node.NodeSpec;
import dev.gantry.resources.value.AttributePath;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;

/** Kernel modules, now and after a boot. */
final class ModulesConcern implements Concern {
  private static final String NOTE = "module:";
  private static final String ABSENT = "absent";

  @Override
  public String id() {
    return "load-kernel-modules";
  }

  @Override
  public String title() {
    return "loading kernel modules";
  }

  @Override
  public List<AttributePath> paths(NodeSpec spec) {
    return List.of(
        AttributePath.of("kernel", "modules"), AttributePath.of("files", KernelModules.FILE));
  }

  @Override
  public boolean isWanted(Wanted wanted) {
    return !wanted.spec().kernel().modules().isEmpty();
  }

  @Override
  public void apply(NodeHost host, Wanted wanted, StepContext context)
      throws StepException, InterruptedException {
    List<String> modules = wanted.spec().kernel().modules();
    unload(host, kept(host).stream().filter(module -> !modules.contains(module)).toList());
    SortedSet<String> present = present(host, modules);
    for (String module : modules) {
      if (!present.contains(module)) {
        context.progress("modprobe " + module);
        host.ledger().noteBefore(host.owner(), NOTE + module, ABSENT);
        host.run("Loading the kernel module " + module, Command.of("modprobe", "--", module));
      }
    }
    host.ledger()
        .writeFile(
            host.owner(), RemoteFile.text(KernelModules.FILE, KernelModules.render(modules)));
  }

  @Override
  public void giveBack(NodeHost host) throws StepException, InterruptedException {
    unload(host, kept(host));
    host.ledger().restoreFile(host.owner(), KernelModules.FILE);
  }

  /** Those that were not there before; one that is in use meanwhile stays until the next boot. */
  private static void unload(NodeHost host, List<String> modules)
      throws StepException, InterruptedException {
    for (String module : modules.reversed()) {
      if (host.ledger().noteToRestore(host.owner(), NOTE + module).isPresent()) {
        host.attempt(Command.of("modprobe", "--remove", "--quiet", "--", module));
      }
      host.ledger().dropNote(host.owner(), NOTE + module);
    }
  }

  private static List<String> kept(NodeHost host) throws StepException, InterruptedException {
    return new ArrayList<>(KernelModules.parse(host.read(KernelModules.FILE).orElse("")));
  }

  private static SortedSet<String> present(NodeHost host, List<String> modules)
      throws StepException, InterruptedException {
    Command command = Command.script(KernelModules.PRESENT, modules);
    return KernelModules.printed(host.run("Reading the kernel's modules", command).stdout());
  }
}
