package dev.gantry.providers.node;

import dev.gantry.engine.spi.StepException;
import dev.gantry.providers.host.Command;
import dev.gantry.resources.kinds.node.RuntimeSpec;
import java.util.List;
import java.util.Optional;

/** The runtimes' units: what they were before, noted and given back. */
final class RuntimeUnits {
  static final String CONTAINERD = "containerd.service";
  static final String DOCKER = "docker.service";
  static final String CRI_DOCKERD = "cri-docker.service";

  /** In the order in which they are stopped. Docker brings and starts a containerd of its own. */
  private static final List<String> OF_DOCKER =
      List.of(CRI_DOCKERD, "cri-docker.socket", DOCKER, "docker.socket", CONTAINERD);

  private static final String NOTE = "unit:";

  private RuntimeUnits() {}

  /** The units that a runtime needs, in the order in which they are enabled. */
  static List<String> of(RuntimeSpec.Type type) {
    return switch (type) {
      case CONTAINERD -> List.of(CONTAINERD);
      case DOCKER -> OF_DOCKER.reversed();
      case NONE -> List.of();
    };
  }

  /** Notes the units' states, once, before packages are installed. */
  static void noteBefore(NodeHost host, RuntimeSpec.Type type)
      throws StepException, InterruptedException {
    for (String unit : of(type)) {
      host.ledger().noteBefore(host.owner(), NOTE + unit, state(host, unit).orElse("absent"));
    }
  }

  /** Disables and stops what was not enabled or not running before. */
  static void giveBack(NodeHost host) throws StepException, InterruptedException {
    // Docker's note is the first of its units' that is looked for, and the last that goes.
    boolean isDocker = host.ledger().readNote(host.owner(), NOTE + DOCKER).isPresent();
    List<String> units = isDocker ? OF_DOCKER : List.of(CONTAINERD);
    for (String unit : units) {
      Optional<String> before = host.ledger().noteToRestore(host.owner(), NOTE + unit);
      if (before.isPresent() && state(host, unit).isPresent()) {
        restore(host, unit, List.of(before.get().split(" ", -1)));
      }
    }
    for (String unit : units) {
      if (!unit.equals(DOCKER)) {
        host.ledger().dropNote(host.owner(), NOTE + unit);
      }
    }
    if (isDocker) {
      host.ledger().dropNote(host.owner(), NOTE + DOCKER);
    }
  }

  private static void restore(NodeHost host, String unit, List<String> before)
      throws StepException, InterruptedException {
    if (!before.contains("enabled")) {
      host.run("Disabling " + unit, Command.of("systemctl", "disable", "--quiet", unit));
    }
    if (!before.contains("active")) {
      host.run("Stopping " + unit, Command.of("systemctl", "stop", unit));
    }
  }

  /** {@code active enabled}, or what the two are instead; empty where there is no such unit. */
  static Optional<String> state(NodeHost host, String unit)
      throws StepException, InterruptedException {
    String shown =
        host.attempt(
                Command.of("systemctl", "show", unit, "-p", "LoadState,ActiveState,UnitFileState"))
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
