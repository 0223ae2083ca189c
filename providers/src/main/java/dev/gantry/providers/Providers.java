package dev.gantry.providers;

import dev.gantry.engine.spi.ErrandProvider;
import dev.gantry.engine.spi.Provider;
import dev.gantry.providers.cni.CniProvider;
import dev.gantry.providers.encryptionkey.EncryptionKeyProvider;
import dev.gantry.providers.encryptionkey.EncryptionRecovery;
import dev.gantry.providers.etcd.EtcdRestoration;
import dev.gantry.providers.etcd.SnapshotFile;
import dev.gantry.providers.host.Remotes;
import dev.gantry.providers.host.Secrets;
import dev.gantry.providers.host.Workstation;
import dev.gantry.providers.kubeadm.ControlPlaneProvider;
import dev.gantry.providers.node.NodeProvider;
import dev.gantry.providers.vip.VipProvider;
import java.nio.file.Path;
import java.util.ArrayList;
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
        new EncryptionKeyProvider(remotes, new Secrets(here)),
        new NodeProvider(remotes, here.folder()),
        new VipProvider(remotes, new Secrets(here)));
  }

  /**
   * The same, but for clusters: to change one of them to what is recorded brings its etcd back from
   * a snapshot.
   */
  public static List<Provider<?>> restoring(Remotes remotes, Workstation here, SnapshotFile file) {
    return replaced(
        remotes,
        here,
        new ErrandProvider<>(
            new ControlPlaneProvider(remotes, here.folder()), new EtcdRestoration(remotes, file)));
  }

  /**
   * The same, but for encryption keys: to change one of them to what is recorded brings its files
   * back to control planes.
   */
  public static List<Provider<?>> recovering(Remotes remotes, Workstation here) {
    Secrets secrets = new Secrets(here);
    return replaced(
        remotes,
        here,
        new ErrandProvider<>(
            new EncryptionKeyProvider(remotes, secrets), new EncryptionRecovery(remotes, secrets)));
  }

  private static List<Provider<?>> replaced(
      Remotes remotes, Workstation here, Provider<?> replacement) {
    List<Provider<?>> providers = new ArrayList<>(all(remotes, here));
    providers.replaceAll(usual -> usual.kind().equals(replacement.kind()) ? replacement : usual);
    return providers;
  }
}
