package dev.gantry.cli.render;

import dev.gantry.engine.execute.Outcome;
import dev.gantry.resources.address.ResourceAddress;
import dev.gantry.resources.kinds.controlplane.ControlPlaneKind;
import java.nio.file.Path;

/** How to reach the clusters that a run made or changed: its last words. */
public final class ReachText {
  private ReachText() {}

  /**
   * Two lines a cluster; nothing where none was made or changed.
   *
   * @param folder of the configuration, as it was typed
   */
  public static String of(Outcome outcome, Path folder) {
    StringBuilder text = new StringBuilder();
    outcome
        .resources()
        .forEach(
            (address, result) -> {
              if (address.kind().equals(ControlPlaneKind.KIND.name())
                  && result instanceof Outcome.Done(String action)
                  && !action.equals("delete")) {
                text.append(lines(address, folder));
              }
            });
    return text.toString();
  }

  private static String lines(ResourceAddress cluster, Path folder) {
    String where = folder.toString().isEmpty() ? "" : " --chdir " + folder;
    String file = cluster.name() + ".conf";
    return "\nTo reach "
        + cluster
        + ":\n  gantry kubeconfig "
        + cluster
        + where
        + " --out "
        + file
        + "\n  kubectl --kubeconfig "
        + folder.resolve(file)
        + " get nodes\n";
  }
}
