package dev.gantry.providers.node;

import dev.gantry.engine.spi.StepContext;
import dev.gantry.engine.spi.StepException;
import dev.gantry.providers.host.Command;
import dev.gantry.resources.kinds.node.NodeSpec;
import dev.gantry.resources.kinds.node.RuntimeSpec;
import dev.gantry.resources.value.AttributePath;
import dev.gantry.resources.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The container runtime as services: running with the configuration that they have now, and started
 * at boot. They are restarted whenever this step runs for their configuration, also when an earlier
 * run wrote the file and was cut off before the restart. containerd's containers live on through
 * it, Docker's only with its {@code live-restore}.
 */
final class RuntimeService implements Concern {
  @Override
  public String id() {
    return "start-runtime";
  }

  @Override
  public String title() {
    return "starting the container runtime";
  }

  @Override
  public List<AttributePath> paths(NodeSpec spec) {
    List<AttributePath> paths = new ArrayList<>(new RuntimeConfigConcern().paths(spec));
    paths.add(AttributePath.of("runtime", "packages"));
    paths.add(AttributePath.of("services"));
    return paths;
  }

  @Override
  public boolean isWanted(Wanted wanted) {
    return Specs.hasRuntime(wanted.spec());
  }

  @Override
  public void apply(NodeHost host, Wanted wanted, StepContext context)
      throws StepException, InterruptedException {
    RuntimeSpec.Type type = wanted.spec().runtime().type();
    RuntimeUnits.noteBefore(host, type);
    if (type == RuntimeSpec.Type.DOCKER) {
      host.run("Reloading systemd", Command.of("systemctl", "daemon-reload"));
      refuseWithoutCriDockerd(host);
    }
    for (String unit : RuntimeUnits.of(type)) {
      host.run("Enabling " + unit, Command.of("systemctl", "enable", "--quiet", unit));
    }
    Value.Fields facts = wanted.after().fields("facts");
    for (Runtimes.Program program : Runtimes.of(type)) {
      start(host, program.unit());
      facts = facts.with(program.fact(), Value.of(version(host, program)));
    }
    context.output("facts", facts);
  }

  private static void start(NodeHost host, String unit) throws StepException, InterruptedException {
    // After too many failed starts systemd would refuse another one.
    host.attempt(Command.of("systemctl", "reset-failed", unit));
    host.run("Starting " + unit, Command.of("systemctl", "restart", unit));
    host.run("Asking for " + unit, Command.of("systemctl", "is-active", "--quiet", unit));
  }

  private static String version(NodeHost host, Runtimes.Program program)
      throws StepException, InterruptedException {
    String said =
        host.run("Asking " + program.name(), Command.of(program.name(), "--version")).stdout();
    return HostFactsReader.version(said).orElse(said.strip());
  }

  private static void refuseWithoutCriDockerd(NodeHost host)
      throws StepException, InterruptedException {
    if (RuntimeUnits.state(host, RuntimeUnits.CRI_DOCKERD).isEmpty()) {
      throw host.failure(
          "no-cri-dockerd",
          "There is no " + RuntimeUnits.CRI_DOCKERD + " on the machine",
          "The kubelet reaches Docker through cri-dockerd only. Give its package file in"
              + " packages.files, or its package's name in runtime.packages.",
          Optional.empty());
    }
  }

  @Override
  public void giveBack(NodeHost host) throws StepException, InterruptedException {
    RuntimeUnits.giveBack(host);
  }
}
