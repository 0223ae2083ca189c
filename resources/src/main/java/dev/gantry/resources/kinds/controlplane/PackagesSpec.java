package dev.gantry.resources.kinds.controlplane;

import dev.gantry.resources.kind.Default;
import dev.gantry.resources.kind.Doc;
import dev.gantry.resources.kind.Format;
import dev.gantry.resources.kind.TextFormat;
import java.util.List;
import java.util.Optional;

/**
 * Where the programs and images come from. Programs that a machine has in the wanted version
 * already are left alone, whatever stands here.
 */
public record PackagesSpec(
    @Doc("Packages of the machine's own manager: kubelet, kubeadm and kubectl of that version.")
        @Default("[kubeadm, kubelet, kubectl]")
        List<String> install,
    @Doc(
            "Programs as files on this machine, sent instead of packages: for machines without"
                + " internet.")
        Optional<BinariesSpec> binaries,
    @Doc(
            "Image archives on this machine for every node: docker or OCI tar files, or folders of"
                + " them.")
        @Default("[]")
        List<String> images,
    @Doc("Image archives on this machine for control planes only.") @Default("[]")
        List<String> controlPlaneImages,
    @Doc("The registry of Kubernetes' own images.")
        @Default("registry.k8s.io")
        @Format(TextFormat.LINE)
        String imageRepository) {

  /** The three programs, as files on the machine that runs Gantry. */
  public record BinariesSpec(
      @Doc("Path of kubeadm.") @Format(TextFormat.LINE) String kubeadm,
      @Doc("Path of kubelet.") @Format(TextFormat.LINE) String kubelet,
      @Doc("Path of kubectl.") @Format(TextFormat.LINE) String kubectl) {}
}
