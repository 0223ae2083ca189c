package dev.gantry.providers.node;

import dev.gantry.resources.kinds.node.RuntimeSpec;
import java.util.List;

/** The programs that each container runtime is made of, in the order in which they start. */
final class Runtimes {
  private static final Program CONTAINERD =
      new Program("containerd", RuntimeUnits.CONTAINERD, "containerd");
  private static final Program DOCKER = new Program("docker", RuntimeUnits.DOCKER, "docker");
  private static final Program CRI_DOCKERD =
      new Program("cri-dockerd", RuntimeUnits.CRI_DOCKERD, "criDockerd");

  /**
   * A program.
   *
   * @param name as it is called; the field of the attribute {@code services}
   * @param unit that runs it
   * @param fact the name of its version among what is known of the machine
   */
  record Program(String name, String unit, String fact) {
    /** The name of the probe's command that tells the unit's state. */
    String unitProbe() {
      return "node-" + name + "-service";
    }

    /** The name of the probe's command that tells its version. */
    String versionProbe() {
      return "node-" + name + "-version";
    }
  }

  private Runtimes() {}

  /** The programs of a runtime. */
  static List<Program> of(RuntimeSpec.Type type) {
    return switch (type) {
      case CONTAINERD -> List.of(CONTAINERD);
      case DOCKER -> List.of(DOCKER, CRI_DOCKERD);
      case NONE -> List.of();
    };
  }

  /** The programs of all runtimes. */
  static List<Program> all() {
    return List.of(CONTAINERD, DOCKER, CRI_DOCKERD);
  }
}
