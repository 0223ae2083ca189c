package dev.gantry.providers.check;

import dev.gantry.resources.kinds.node.CheckName;
import dev.gantry.resources.kinds.node.RuntimeSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.regex.Pattern;

/** What a former cluster left; on a machine that Gantry has taken nothing is a leftover. */
final class LeftoverCheck implements HostCheck {
  private static final String RESET = "kubeadm reset --force, or a fresh system; look first";

  /** Links that the usual pod networks make. */
  private static final Pattern LINK =
      Pattern.compile("cni0|flannel\\..*|vxlan\\.calico|tunl0|cali.*|kube-ipvs0|ovn0|genev_sys_.*");

  @Override
  public void look(CheckedHost host, Findings findings) {
    if (host.applied()) {
      return;
    }
    kubelet(host, findings);
    files(host, findings, CheckName.KUBERNETES_FILES, "kubernetes-file");
    if (host.isControlPlane()) {
      files(host, findings, CheckName.ETCD_FILES, "etcd-file");
    }
    cniFiles(host, findings);
    links(host, findings);
    runtimes(host, findings);
  }

  private static void kubelet(CheckedHost host, Findings findings) {
    if ("active".equals(host.facts().software().units().get("kubelet"))) {
      findings.error(host, CheckName.KUBELET, "a kubelet runs: the machine is in a cluster", RESET);
    }
  }

  private static void files(CheckedHost host, Findings findings, CheckName check, String key) {
    List<String> files = host.own().all(key);
    if (!files.isEmpty()) {
      findings.error(host, check, listed(files), RESET);
    }
  }

  private static void cniFiles(CheckedHost host, Findings findings) {
    List<String> files = host.own().all("cni-file");
    if (!files.isEmpty()) {
      findings.warning(
          host,
          CheckName.CNI_FILES,
          listed(files),
          "remove them unless a package brought them: the first file by name decides the network");
    }
  }

  private static void links(CheckedHost host, Findings findings) {
    List<String> links =
        host.facts().network().links().stream().filter(LINK.asMatchPredicate()).sorted().toList();
    if (!links.isEmpty()) {
      findings.warning(
          host,
          CheckName.NETWORK_LEFTOVERS,
          "links of a former pod network: " + listedNames(links),
          "ip link delete " + links.getFirst() + ", or reboot");
    }
  }

  /** The node's own runtime, or the one that Gantry leaves alone, is no other one. */
  private static void runtimes(CheckedHost host, Findings findings) {
    SortedMap<String, String> units = host.facts().software().units();
    RuntimeSpec.Type own = host.spec().runtime().type();
    String word = own.name().toLowerCase(Locale.ROOT);
    List<String> others =
        List.of("crio", "docker", "cri-docker").stream()
            .filter(unit -> "active".equals(units.get(unit)) && !unit.contains(word))
            .toList();
    boolean alone = own == RuntimeSpec.Type.NONE && !(others.size() > 1 && others.contains("crio"));
    if (!others.isEmpty() && !alone) {
      findings.warning(
          host,
          CheckName.OTHER_RUNTIME,
          "also active: " + String.join(", ", others),
          "stop and disable what the node does not use: kubeadm stops at two runtimes");
    }
  }

  /** The script names five; that there may be more is all that matters then. */
  private static String listed(List<String> files) {
    return "there are files: " + listedNames(files);
  }

  private static String listedNames(List<String> names) {
    List<String> shown = new ArrayList<>(names.subList(0, Math.min(3, names.size())));
    if (names.size() > shown.size()) {
      shown.add("…");
    }
    return String.join(", ", shown);
  }
}
