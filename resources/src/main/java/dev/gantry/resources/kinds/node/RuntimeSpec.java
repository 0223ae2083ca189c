package dev.gantry.resources.kinds.node;

import dev.gantry.resources.kind.Default;
import dev.gantry.resources.kind.Doc;
import dev.gantry.resources.kind.Format;
import dev.gantry.resources.kind.Replace;
import dev.gantry.resources.kind.TextFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The container runtime of a machine. More components than six because these are the fields that
 * people write, and most hold for every runtime.
 */
public record RuntimeSpec(
    @Doc("Which runtime: containerd; docker, with cri-dockerd; none leaves the machine's alone.")
        @Default("containerd")
        @Replace("another runtime knows none of the containers that run")
        Type type,
    @Doc(
            "The packages that bring it: [containerd] or [docker.io] unless given. cri-dockerd has"
                + " no package in Debian: name its file in packages.files, or its package here.")
        Optional<List<String>> packages,
    @Doc("Who manages the control groups; must equal the kubelet's.") @Default("systemd")
        CgroupDriver cgroupDriver,
    @Doc("The pause image.") @Default("registry.k8s.io/pause:3.10") String sandboxImage,
    @Doc(
            "The folder of images and containers; /var/lib/containerd or /var/lib/docker unless given.")
        @Format(TextFormat.ABSOLUTE_PATH)
        @Replace("images and containers stay behind in the old folder")
        Optional<String> dataRoot,
    @Doc("How much of a container's log is kept.") @Default("{}") LogSpec logs,
    @Doc("Where network plugins are.") @Default("{}") CniSpec cni,
    @Doc(
            "More settings of containerd's config.toml: a dotted TOML key, to a TOML value; a bare"
                + " word is text. A key that begins with `cri.` is a setting of the CRI plugin,"
                + " whatever this version of containerd calls it: `cri.restrict_oom_score_adj:"
                + " \"true\"`.")
        @Default("{}")
        Map<String, String> settings,
    @Doc(
            "More settings of Docker's daemon.json: a dotted key, to a JSON value; a bare word is"
                + " text: `registry-mirrors: '[\"https://mirror.lan\"]'`.")
        @Default("{}")
        Map<String, String> dockerExtraArgs) {

  /** The runtimes. */
  public enum Type {
    CONTAINERD,
    DOCKER,
    NONE
  }

  /** Who manages the control groups. */
  public enum CgroupDriver {
    SYSTEMD,
    CGROUPFS
  }

  /** The packages that bring the runtime, by name; none where Gantry leaves it alone. */
  public List<String> packageNames() {
    return switch (type) {
      case CONTAINERD -> packages.orElse(List.of("containerd"));
      case DOCKER -> packages.orElse(List.of("docker.io"));
      case NONE -> List.of();
    };
  }

  /** Where the kubelet finds the runtime; empty where Gantry leaves it alone. */
  public Optional<String> criSocket() {
    return switch (type) {
      case CONTAINERD -> Optional.of("unix:///run/containerd/containerd.sock");
      case DOCKER -> Optional.of("unix:///run/cri-dockerd.sock");
      case NONE -> Optional.empty();
    };
  }
}
