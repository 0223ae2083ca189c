package dev.gantry.providers.node;

import dev.gantry.engine.spi.StepContext;
import dev.gantry.engine.spi.StepException;
import dev.gantry.resources.kinds.node.NodeSpec;
import dev.gantry.resources.value.AttributePath;
import java.util.List;

/** Packages: those that a person names, and those that bring the container runtime. */
final class PackagesConcern implements Concern {
  @Override
  public String id() {
    return "install-packages";
  }

  @Override
  public String title() {
    return "installing packages";
  }

  @Override
  public List<AttributePath> paths(NodeSpec spec) {
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
    RuntimeFolders.noteBefore(host, wanted.spec().runtime().type());
    RuntimeUnits.noteBefore(host, wanted.spec().runtime().type());
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
    RuntimeFolders.giveBack(host);
  }
}
