package dev.gantry.providers.kubeadm;

import dev.gantry.resources.diagnostic.Diagnostic;
import dev.gantry.resources.diagnostic.Quote;
import dev.gantry.resources.kinds.controlplane.KubernetesVersion;
import dev.gantry.resources.kinds.node.RuntimeSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What stands against a version of Kubernetes on one machine: its runtime and its kernel. */
final class MachineChecks {
  /** From here on kubelets need containerd 2 (kubernetes/kubernetes#136846). */
  private static final int NEEDS_CONTAINERD_2 = 37;

  /** kubelets from here on want control groups v2, which are complete from kernel 5.8 on. */
  private static final int WANTS_CGROUP_V2 = 35;

  private static final Pattern RELEASE = Pattern.compile("v?([0-9]{1,4})\\.([0-9]{1,4})(?:\\D.*)?");

  private final Cluster cluster;
  private final String node;
  private final MachineReading machine;

  MachineChecks(Cluster cluster, String node, MachineReading machine) {
    this.cluster = cluster;
    this.node = node;
    this.machine = machine;
  }

  List<Diagnostic> all() {
    List<Diagnostic> told = new ArrayList<>();
    containerd().ifPresent(told::add);
    kernel().ifPresent(told::add);
    return told.stream().map(diagnostic -> diagnostic.onHost(node)).toList();
  }

  /** One that is still to be installed is looked at when it is there. */
  private Optional<Diagnostic> containerd() {
    KubernetesVersion version = cluster.version();
    boolean runs = cluster.machine(node).runtime().type() == RuntimeSpec.Type.CONTAINERD;
    return machine
        .containerdVersion()
        .filter(_ -> runs && version.minor() >= NEEDS_CONTAINERD_2)
        .filter(found -> isOlder(found, 2, 0))
        .map(
            found ->
                Diagnostic.error(
                    "containerd-too-old",
                    node
                        + " has containerd "
                        + Quote.of(found)
                        + ", which kubelet "
                        + version
                        + " refuses",
                    "Kubernetes 1.37 and newer need containerd 2. Install one on the machine first"
                        + " (`runtime.packages` of its Node), then plan again; up to 1.36 both are"
                        + " good."));
  }

  private Optional<Diagnostic> kernel() {
    Optional<String> kernel = machine.kernel();
    if (kernel.filter(found -> isOlder(found, 4, 19)).isPresent()) {
      boolean waived =
          cluster.spec().preflight().waive().stream()
              .anyMatch(waiver -> waiver.name().equals("SystemVerification"));
      return waived
          ? Optional.empty()
          : kernel.map(
              found ->
                  Diagnostic.error(
                      "kernel-too-old",
                      node + " runs kernel " + Quote.of(found) + ", which kubeadm refuses",
                      "It needs 4.19 or newer. Install one and reboot. To go on without, waive"
                          + " `SystemVerification` in `preflight.waive`."));
    }
    return kernel
        .filter(found -> cluster.version().minor() >= WANTS_CGROUP_V2)
        .filter(found -> !machine.hasCgroupV1() && isOlder(found, 5, 8))
        .map(
            found ->
                Diagnostic.warning(
                    "kernel-old",
                    node + " runs kernel " + Quote.of(found) + ", older than 5.8",
                    "Control groups v2 are not complete in it. Install a newer one and reboot."));
  }

  /** Whether a release is certainly older; what has another form is not. */
  static boolean isOlder(String release, int major, int minor) {
    Matcher parts = RELEASE.matcher(release);
    if (!parts.matches()) {
      return false;
    }
    int first = Integer.parseInt(parts.group(1));
    return first < major || (first == major && Integer.parseInt(parts.group(2)) < minor);
  }
}
