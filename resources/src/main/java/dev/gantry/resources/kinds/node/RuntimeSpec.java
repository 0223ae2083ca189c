package dev.gantry.resources.kinds.node;

import dev.gantry.resources.kind.Default;
import dev.gantry.resources.kind.Doc;
import java.util.List;
import java.util.Map;

/** The container runtime of a machine. */
public record RuntimeSpec(
    @Doc("Which runtime; none leaves the machine's runtime alone.") @Default("containerd")
        Type type,
    @Doc("The packages that bring it.") @Default("[containerd]") List<String> packages,
    @Doc("Who manages the control groups; must equal the kubelet's.") @Default("systemd")
        CgroupDriver cgroupDriver,
    @Doc("The pause image.") @Default("registry.k8s.io/pause:3.10") String sandboxImage,
    @Doc(
            "More settings of config.toml: a dotted TOML key, to a TOML value; a bare word is text."
                + " A key that begins with `cri.` is a setting of the CRI plugin, whatever this"
                + " version of containerd calls it: `cri.restrict_oom_score_adj: \"true\"`.")
        @Default("{}")
        Map<String, String> settings) {

  /** The runtimes. */
  public enum Type {
    CONTAINERD,
    NONE
  }

  /** Who manages the control groups. */
  public enum CgroupDriver {
    SYSTEMD,
    CGROUPFS
  }
}
