package dev.gantry.resources.kinds.node;

import dev.gantry.resources.kind.Problems;
import dev.gantry.resources.value.AttributePath;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** What must hold of {@code kubeletExtraArgs}: a form, and no flag that another field sets. */
final class KubeletFlags {
  /** Flags that Gantry or kubeadm sets, and the field to use instead. */
  private static final SortedMap<String, String> TAKEN = new TreeMap<>();

  static {
    TAKEN.put("bootstrap-kubeconfig", "It is kubeadm's.");
    TAKEN.put("cgroup-driver", "Set runtime.cgroupDriver.");
    TAKEN.put("config", "It is kubeadm's.");
    TAKEN.put("container-log-max-files", "Set runtime.logs.maxFiles.");
    TAKEN.put("container-log-max-size", "Set runtime.logs.maxSize.");
    TAKEN.put("container-runtime-endpoint", "It follows from runtime.type.");
    TAKEN.put("hostname-override", "Set nodeName and hostname.");
    TAKEN.put("kubeconfig", "It is kubeadm's.");
    TAKEN.put("max-pods", "Set maxPods.");
    TAKEN.put("node-ip", "Set address and ipv6Address.");
    TAKEN.put("node-labels", "Set labels and roles.");
    TAKEN.put("pod-infra-container-image", "Set runtime.sandboxImage.");
    TAKEN.put("register-with-taints", "Set taints, roles and schedulable.");
  }

  private KubeletFlags() {}

  static void check(Map<String, String> flags, Problems problems) {
    TextRules texts = new TextRules(problems);
    flags.forEach(
        (flag, value) -> {
          AttributePath at = AttributePath.of("kubeletExtraArgs").field(flag);
          texts.syntax(at, "kubelet flag", flag, NodeSyntax.KUBELET_FLAG);
          texts.syntax(at, "flag's value", value, NodeSyntax.LINE);
          String instead = TAKEN.get(flag);
          if (instead != null) {
            problems.error(
                at, "kubelet-flag-taken", "Gantry sets the kubelet's --" + flag, instead);
          }
        });
  }
}
