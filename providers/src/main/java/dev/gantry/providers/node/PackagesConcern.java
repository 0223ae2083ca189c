package dev.gantry.providers.node;

import dev.gantry.engine.spi.StepContext;
import dev.gantry.engine.spi.StepException;
import dev.gantry.providers.host.Command;
import dev.gantry.providers.host.CommandResult;
import dev.gantry.resources.value.AttributePath;
import java.util.List;
import java.util.Optional;

/** Packages: those that a person names, and those that bring the container runtime. */
final class PackagesConcern implements Concern {
  // What containerd makes for itself, or makes its own, and leaves behind when its package goes.
  private static final List<String> FOLDERS =
      List.of(
          "/etc/cni",
          "/etc/containerd",
          "/opt/containerd",
          "/run/containerd",
          "/var/lib/containerd");
  private static final String FOLDER_NOTE = "folder:";
  private static final String ABSENT = "absent";

  @Override
  public String id() {
    return "install-packages";
  }

  @Override
  public String title() {
    return "installing packages";
  }

  @Override
  public List<AttributePath> paths() {
    return List.of(
        AttributePath.of("packages"),
        AttributePath.of("runtime", "packages"),
        AttributePath.of("runtime", "type"));
  }

  @Override
  public boolean isWanted(Wanted wanted) {
    return !Specs.packages(wanted.spec()).isEmpty() || !wanted.spec().packages().files().isEmpty();
  }

  @Override
  public void apply(NodeHost host, Wanted wanted, StepContext context)
      throws StepException, InterruptedException {
    if (Specs.hasContainerd(wanted.spec())) {
      noteFolders(host);
      ContainerdService.noteBefore(host);
    }
    List<String> dropped = wanted.droppedPackages();
    if (!dropped.isEmpty()) {
      context.progress("removing " + String.join(", ", dropped));
      host.ledger().removePackages(host.owner(), dropped);
    }
    List<String> names = Specs.packages(wanted.spec());
    // Files first: in an air gap they are what the names would otherwise be fetched for.
    List<String> files = wanted.spec().packages().files();
    if (!files.isEmpty()) {
      context.progress("installing " + files.size() + " package files");
      host.ledger()
          .installPackageFiles(host.owner(), files.stream().map(host.folder()::resolve).toList());
    }
    if (!names.isEmpty()) {
      context.progress("installing " + String.join(", ", names));
      host.ledger().installPackages(host.owner(), names);
    }
  }

  @Override
  public void giveBack(NodeHost host) throws StepException, InterruptedException {
    host.ledger().removePackages(host.owner());
    for (String folder : FOLDERS) {
      Optional<String> before = host.ledger().noteToRestore(host.owner(), FOLDER_NOTE + folder);
      if (before.isPresent()) {
        restore(host, folder, before.get());
      }
      host.ledger().dropNote(host.owner(), FOLDER_NOTE + folder);
    }
  }

  private static void restore(NodeHost host, String folder, String before)
      throws StepException, InterruptedException {
    if (before.equals(ABSENT)) {
      host.run("Removing " + folder, Command.of("rm", "-rf", "--one-file-system", "--", folder));
    } else if (!before.equals(mode(host, folder))) {
      host.attempt(Command.of("chmod", "--", before, folder));
    }
  }

  private static void noteFolders(NodeHost host) throws StepException, InterruptedException {
    for (String folder : FOLDERS) {
      host.ledger().noteBefore(host.owner(), FOLDER_NOTE + folder, mode(host, folder));
    }
  }

  /** A folder's permission bits in octal, or that there is none. */
  private static String mode(NodeHost host, String folder)
      throws StepException, InterruptedException {
    CommandResult result = host.attempt(Command.of("stat", "-c", "%a", "--", folder));
    return result.ok() ? result.stdout().strip() : ABSENT;
  }
}
