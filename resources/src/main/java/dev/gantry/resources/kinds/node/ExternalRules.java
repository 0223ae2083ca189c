package dev.gantry.resources.kinds.node;

import dev.gantry.resources.kind.Problems;
import dev.gantry.resources.value.AttributePath;

/**
 * What must hold of a machine that somebody else prepares: nothing is asked of Gantry that it would
 * not do. Fields at their defaults say nothing, so they may stand.
 */
final class ExternalRules {
  private final Problems problems;

  private ExternalRules(Problems problems) {
    this.problems = problems;
  }

  static void check(NodeSpec spec, Problems problems) {
    if (!spec.isExternal()) {
      return;
    }
    ExternalRules rules = new ExternalRules(problems);
    rules.unused(!spec.kernel().sysctls().isEmpty(), "kernel", "sysctls");
    rules.unused(!spec.hostsFile().extra().isEmpty(), "hostsFile", "extra");
    rules.unused(!spec.packages().install().isEmpty(), "packages", "install");
    rules.unused(!spec.packages().files().isEmpty(), "packages", "files");
    rules.unused(spec.runtime().packages().isPresent(), "runtime", "packages");
    rules.unused(spec.runtime().dataRoot().isPresent(), "runtime", "dataRoot");
    rules.unused(!spec.runtime().settings().isEmpty(), "runtime", "settings");
    rules.unused(!spec.runtime().dockerExtraArgs().isEmpty(), "runtime", "dockerExtraArgs");
  }

  private void unused(boolean set, String... path) {
    if (set) {
      problems.error(
          AttributePath.of(path[0], path[1]),
          "external-machine",
          path[0] + "." + path[1] + " is set, and Gantry does not prepare this machine",
          "`lifecycle: external` says that somebody else does. Take the field out, or set lifecycle"
              + " to mutable: then Gantry prepares the machine from now on.");
    }
  }
}
