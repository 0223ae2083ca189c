package dev.gantry.providers;

import dev.gantry.engine.spi.Provider;
import dev.gantry.providers.cni.CniProvider;
import dev.gantry.providers.host.Remotes;
import dev.gantry.providers.host.Secrets;
import dev.gantry.providers.host.Workstation;
import dev.gantry.providers.kubeadm.ControlPlaneProvider;
import dev.gantry.providers.node.NodeProvider;
import dev.gantry.providers.vip.VipProvider;
import java.nio.file.Path;
import java.util.List;

/** Every provider of the product: what the command line hands to the engine. */
public final class Providers {
  private Providers() {}

  /** Providers that work on these machines, with the configuration in the current folder. */
  public static List<Provider<?>> all(Remotes remotes) {
    return all(remotes, Workstation.here(Path.of("")));
  }

  /**
   * Providers that work on these machines.
   *
   * @param here where package files and secrets of the configuration are found
   */
  public static List<Provider<?>> all(Remotes remotes, Workstation here) {
    return List.of(
        new CniProvider(remotes, here.folder()),
        new ControlPlaneProvider(remotes, here.folder()),
        new NodeProvider(remotes, here.folder()),
        new VipProvider(remotes, new Secrets(here)));
  }
}
