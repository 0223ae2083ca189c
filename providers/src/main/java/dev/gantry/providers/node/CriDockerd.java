package dev.gantry.providers.node;

import dev.gantry.resources.kinds.node.NodeSpec;
import dev.gantry.resources.kinds.node.RuntimeSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * cri-dockerd, which speaks the kubelet's language for Docker. It has no configuration file: its
 * flags are in its unit, to which Gantry adds a drop-in. The unit's name and its socket are those
 * of its own packages (github.com/Mirantis/cri-dockerd, packaging/systemd).
 */
final class CriDockerd {
  static final String FILE = "/etc/systemd/system/cri-docker.service.d/10-gantry.conf";
  static final String PACKAGE = "cri-dockerd";

  private CriDockerd() {}

  /** The drop-in's text. */
  static String render(NodeSpec spec) {
    RuntimeSpec runtime = spec.runtime();
    List<String> words =
        new ArrayList<>(
            List.of(
                "cri-dockerd",
                "--container-runtime-endpoint",
                "fd://",
                "--network-plugin=cni",
                "--cni-bin-dir=" + runtime.cni().binDir(),
                "--cni-conf-dir=" + runtime.cni().confDir(),
                "--pod-infra-container-image=" + runtime.sandboxImage()));
    if (spec.ipv6Address().isPresent()) {
      words.add("--ipv6-dual-stack");
    }
    // A path that is not absolute is looked up in systemd's own folders: packages differ in theirs.
    return ManagedFiles.HEADER
        + "[Service]\nExecStart=\nExecStart="
        + words.stream().map(CriDockerd::quoted).collect(Collectors.joining(" "))
        + "\n";
  }

  /**
   * A word as systemd.service(5) reads it back: inside double quotes only backslash and quote are
   * special, but specifiers (%) and variables ($) are expanded there too.
   */
  static String quoted(String word) {
    if (word.matches("[A-Za-z0-9_@+:,./=-]+")) {
      return word;
    }
    return "\""
        + word.replace("\\", "\\\\").replace("\"", "\\\"").replace("%", "%%").replace("$", "$$")
        + "\"";
  }
}
