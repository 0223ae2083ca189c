package dev.gantry.cli.lab;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;

/**
 * Kubernetes' programs for a lab: real ones from the folder that {@code GANTRY_LAB_KUBE} names,
 * else a stand-in that leaves the files and gives the answers that recorded runs of 1.36.2 did.
 *
 * @param folder has kubeadm, kubelet and kubectl
 */
record KubePrograms(Path folder, boolean real) {
  private static final List<String> NAMES = List.of("kubeadm", "kubelet", "kubectl");

  /** The real ones where they are given; says which it took. */
  static KubePrograms given(Path temporary) {
    Optional<Path> given =
        Optional.ofNullable(System.getenv("GANTRY_LAB_KUBE"))
            .map(Path::of)
            .filter(path -> Files.isExecutable(path.resolve("kubeadm")))
            .filter(path -> Files.isDirectory(path.resolve("images")));
    KubePrograms programs =
        given
            .map(path -> new KubePrograms(path, true))
            .orElseGet(() -> new KubePrograms(standIn(temporary), false));
    System.out.println(
        "Kubernetes of this test: "
            + (programs.real()
                ? "the real programs in GANTRY_LAB_KUBE"
                : "a stand-in, because GANTRY_LAB_KUBE names no folder with kubeadm and images"));
    return programs;
  }

  /** Where the programs and images come from, as the field {@code packages} of a ControlPlane. */
  String packages() {
    String binaries =
        "{kubeadm: %1$s/kubeadm, kubelet: %1$s/kubelet, kubectl: %1$s/kubectl}".formatted(folder);
    return real
        ? "{binaries: %1$s, images: [%2$s/images/all], controlPlaneImages: [%2$s/images/control-plane]}"
            .formatted(binaries, folder)
        : "{binaries: %s}".formatted(binaries);
  }

  private static Path standIn(Path temporary) {
    try {
      Path folder = Files.createDirectories(temporary.resolve("standin"));
      for (String name : NAMES) {
        try (var script = KubePrograms.class.getResourceAsStream("standin/" + name)) {
          if (script == null) {
            throw new IllegalStateException("no stand-in for " + name);
          }
          Path file = folder.resolve(name);
          Files.write(file, script.readAllBytes());
          Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
        }
      }
      return folder;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
