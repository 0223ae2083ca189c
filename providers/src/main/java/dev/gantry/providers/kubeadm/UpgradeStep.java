package dev.gantry.providers.kubeadm;

import dev.gantry.engine.spi.StepContext;
import dev.gantry.engine.spi.StepException;
import dev.gantry.providers.host.Command;
import dev.gantry.providers.host.CommandResult;
import dev.gantry.providers.host.Shell;
import dev.gantry.providers.kube.NodeTable;
import dev.gantry.resources.kind.Durations;
import dev.gantry.resources.kinds.controlplane.KubernetesVersion;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Brings one node to the cluster's new version, in upstream's order: kubeadm, {@code kubeadm
 * upgrade}, drain, kubelet, uncordon. What is done is seen and not done twice.
 */
final class UpgradeStep {
  /** Checks of a CoreDNS that kubeadm makes though the cluster is to have none. */
  private static final List<String> NO_DNS =
      List.of("CoreDNSUnsupportedPlugins", "CoreDNSMigration");

  private static final Pattern IMAGE =
      Pattern.compile("image: *\\S*kube-apiserver:(v[0-9.]{5,14})");

  private static final Duration READY_LIMIT = Duration.ofMinutes(4);

  private final ClusterWork work;
  private final String node;
  private final String nodeName;
  private final NodeReady ready;

  UpgradeStep(ClusterWork work, String node) {
    this.work = work;
    this.node = node;
    this.nodeName = work.cluster().node(node).nodeName();
    this.ready = new NodeReady(work, node, READY_LIMIT);
  }

  /**
   * @param first whether this is the first of the control planes: the one that upgrades what the
   *     cluster shares
   */
  void run(boolean first, StepContext context) throws StepException, InterruptedException {
    if (work.cluster().isControlPlane(node)) {
      new EncryptionGuard(work, KeptConfiguration.of(work).found()).check(node);
    }
    InstallStep install = new InstallStep(work, node);
    install.images(context);
    install.programs(List.of("kubeadm"), context);
    kubeadm(first, context);
    if (!isAtVersion()) {
      new LeaveStep(work, nodeName).drain(context);
      install.programs(List.of("kubelet", "kubectl"), context);
      Shell shell = work.shell(node);
      String next = "See `journalctl -u kubelet` on the machine, then apply again.";
      shell.must(next, "systemctl", "daemon-reload");
      shell.must(next, "systemctl", "restart", "kubelet");
      ready.await(nodeName, true);
    }
    work.api().must("uncordoning " + nodeName, List.of("uncordon", nodeName));
    if (work.cluster().isControlPlane(node)) {
      work.api().await(work.cluster().server(node), READY_LIMIT);
    }
    work.tellFiles(node, context);
    watch(context, true);
  }

  /**
   * Brings the components of a control plane to a release on the way; its kubelet goes to the last
   * one at once. What is newer already is left alone: a run that was cut off further on is gone on
   * with from here.
   */
  void components(boolean first, StepContext context) throws StepException, InterruptedException {
    if (isBeyond()) {
      context.progress(nodeName + " is newer than " + work.cluster().version() + " already");
      return;
    }
    new EncryptionGuard(work, KeptConfiguration.of(work).found()).check(node);
    InstallStep install = new InstallStep(work, node);
    install.images(context);
    install.programs(List.of("kubeadm"), context);
    kubeadm(first, context);
    work.api().await(work.cluster().server(node), READY_LIMIT);
    watch(context, false);
  }

  private boolean isBeyond() throws StepException, InterruptedException {
    CommandResult manifest =
        work.shell(node).run(Command.of("cat", Paths.manifest("kube-apiserver")));
    Matcher image = IMAGE.matcher(manifest.stdout());
    return manifest.ok()
        && image.find()
        && KubernetesVersion.parse(image.group(1))
            .filter(now -> now.compareTo(work.cluster().version()) > 0)
            .isPresent();
  }

  private void kubeadm(boolean first, StepContext context)
      throws StepException, InterruptedException {
    List<String> arguments = new ArrayList<>(List.of("upgrade"));
    if (first) {
      arguments.addAll(List.of("apply", work.cluster().version().tag(), "--yes"));
    } else {
      arguments.add("node");
    }
    List<String> waived = new ArrayList<>();
    work.cluster().spec().preflight().waive().forEach(waiver -> waived.add(waiver.name()));
    if (first && !work.cluster().spec().addons().coreDNS()) {
      waived.addAll(NO_DNS);
    }
    if (!waived.isEmpty()) {
      arguments.add("--ignore-preflight-errors=" + String.join(",", waived));
    }
    context.progress("kubeadm " + String.join(" ", arguments.subList(0, 2)));
    work.kubeadm(node, "", List.of(), arguments.toArray(String[]::new));
  }

  private boolean isAtVersion() throws StepException, InterruptedException {
    return NodeTable.find(work.api(), nodeName)
        .filter(found -> found.ready().equals("True"))
        .filter(found -> found.version().equals(work.cluster().version().tag()))
        .isPresent();
  }

  private void watch(StepContext context, boolean versioned)
      throws StepException, InterruptedException {
    String pause = work.cluster().spec().upgrade().pause();
    Duration watched = Durations.isDuration(pause) ? Durations.parse(pause) : Duration.ZERO;
    if (watched.isPositive()) {
      context.progress("watching " + nodeName + " for " + pause);
      Thread.sleep(watched);
      ready.await(nodeName, versioned);
    }
  }
}
