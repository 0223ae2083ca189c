package dev.gantry.providers.node;

import dev.gantry.engine.spi.StepContext;
import dev.gantry.engine.spi.StepException;
import dev.gantry.providers.host.Command;
import dev.gantry.providers.host.RemoteFile;
import dev.gantry.providers.toml.TomlException;
import dev.gantry.resources.kinds.node.NodeSpec;
import dev.gantry.resources.kinds.node.RuntimeSpec;
import dev.gantry.resources.value.AttributePath;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;

/** The container runtime's configuration: Gantry's values in its file, everything else kept. */
final class RuntimeConfigConcern implements Concern {
  @Override
  public String id() {
    return "configure-runtime";
  }

  @Override
  public String title() {
    return "configuring the container runtime";
  }

  @Override
  public List<AttributePath> paths(NodeSpec spec) {
    AttributePath runtime = AttributePath.of("runtime");
    List<AttributePath> paths = new ArrayList<>();
    for (String field :
        List.of("type", "cgroupDriver", "sandboxImage", "dataRoot", "cni", "settings")) {
      paths.add(runtime.field(field));
    }
    if (spec.runtime().type() == RuntimeSpec.Type.DOCKER) {
      // With containerd the kubelet cuts logs, and the second address is no flag of anything here.
      paths.add(runtime.field("logs"));
      paths.add(runtime.field("dockerExtraArgs"));
      paths.add(AttributePath.of("ipv6Address"));
      paths.add(AttributePath.of("files", CriDockerd.FILE));
    }
    return paths;
  }

  @Override
  public boolean isWanted(Wanted wanted) {
    return Specs.hasRuntime(wanted.spec());
  }

  @Override
  public void apply(NodeHost host, Wanted wanted, StepContext context)
      throws StepException, InterruptedException {
    Optional<String> root = wanted.spec().runtime().dataRoot();
    if (root.isPresent()) {
      DataRoot.noteBefore(host, root.get());
    }
    switch (wanted.spec().runtime().type()) {
      case CONTAINERD -> configureContainerd(host, wanted, context);
      case DOCKER -> configureDocker(host, wanted, context);
      case NONE -> {}
    }
  }

  private static void configureContainerd(NodeHost host, Wanted wanted, StepContext context)
      throws StepException, InterruptedException {
    Optional<String> version =
        HostFactsReader.version(
            host.run("Asking containerd", Command.of("containerd", "--version")).stdout());
    String now = host.read(ContainerdConfig.FILE).orElse("");
    String next =
        parse(now, version, context).with(wanted.spec().runtime(), wanted.droppedSettings());
    host.ledger().writeFile(host.owner(), RemoteFile.text(ContainerdConfig.FILE, next));
  }

  private static void configureDocker(NodeHost host, Wanted wanted, StepContext context)
      throws StepException, InterruptedException {
    String now = host.read(DockerConfig.FILE).orElse("");
    Optional<DockerConfig> readable = DockerConfig.parse(now);
    if (readable.isEmpty()) {
      context.progress("not JSON, written anew");
    }
    String next =
        readable
            .orElseGet(DockerConfig::empty)
            .with(wanted.spec().runtime(), wanted.droppedDockerArgs());
    host.ledger().writeFile(host.owner(), RemoteFile.text(DockerConfig.FILE, next));
    host.ledger()
        .writeFile(
            host.owner(), RemoteFile.text(CriDockerd.FILE, CriDockerd.render(wanted.spec())));
  }

  /** What is ours is given back; a runtime that was here before and runs reads its file again. */
  @Override
  public void giveBack(NodeHost host) throws StepException, InterruptedException {
    SortedSet<String> ours = host.ledger().files(host.owner());
    if (ours.contains(ContainerdConfig.FILE)) {
      DataRoot.giveBack(host, containerdRoot(host));
      host.ledger().restoreFile(host.owner(), ContainerdConfig.FILE);
      restartWhereActive(host, RuntimeUnits.CONTAINERD);
    }
    if (ours.contains(DockerConfig.FILE)) {
      DataRoot.giveBack(host, dockerRoot(host));
      host.ledger().restoreFile(host.owner(), DockerConfig.FILE);
      restartWhereActive(host, RuntimeUnits.DOCKER);
    }
    if (ours.contains(CriDockerd.FILE)) {
      host.ledger().restoreFile(host.owner(), CriDockerd.FILE);
      host.run("Reloading systemd", Command.of("systemctl", "daemon-reload"));
      restartWhereActive(host, RuntimeUnits.CRI_DOCKERD);
    }
  }

  private static void restartWhereActive(NodeHost host, String unit)
      throws StepException, InterruptedException {
    if (host.attempt(Command.of("systemctl", "is-active", "--quiet", unit)).ok()) {
      host.run("Restarting " + unit, Command.of("systemctl", "restart", unit));
    }
  }

  private static Optional<String> containerdRoot(NodeHost host)
      throws StepException, InterruptedException {
    try {
      return ContainerdConfig.parse(host.read(ContainerdConfig.FILE).orElse(""), Optional.empty())
          .dataRoot();
    } catch (TomlException _) {
      return Optional.empty();
    }
  }

  private static Optional<String> dockerRoot(NodeHost host)
      throws StepException, InterruptedException {
    return DockerConfig.parse(host.read(DockerConfig.FILE).orElse(""))
        .flatMap(DockerConfig::dataRoot);
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
