package dev.gantry.providers.kubeadm;

import dev.gantry.engine.spi.Step;
import dev.gantry.engine.spi.StepRef;
import dev.gantry.resources.value.Value;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * The steps of a change of a cluster that is there. One thread of steps goes through the control
 * planes, each waiting for the one before: new ones join first, so that there are never fewer than
 * before; then come settings, certificates and versions; those that leave go last.
 */
final class UpdateSteps {
  private static final Duration LONG = Duration.ofMinutes(25);

  private final ControlPlaneSteps draft;
  private final Value.Fields before;
  private final Value.Fields after;
  private final ClusterDiff diff;
  private final List<Step> steps = new ArrayList<>();
  private final List<String> stayingPlanes = new ArrayList<>();
  private final SortedSet<String> staying;
  private Optional<String> last = Optional.empty();

  UpdateSteps(ControlPlaneSteps draft, Value.Fields before, Value.Fields after) {
    this.draft = draft;
    this.before = before;
    this.after = after;
    this.diff = new ClusterDiff(before, after);
    this.staying = new TreeSet<>(Members.names(after));
    staying.removeIf(node -> isNew(node));
    draft.planes(after).stream().filter(node -> staying.contains(node)).forEach(stayingPlanes::add);
  }

  /** A machine with another role is another member. */
  private boolean isNew(String node) {
    return !Members.names(before).contains(node)
        || Members.isControlPlane(before, node) != Members.isControlPlane(after, node);
  }

  List<Step> all() {
    changedRoles();
    upload();
    joins();
    reconfigure();
    renew();
    upgrade();
    kubelets();
    metadata();
    leaves();
    if (!steps.isEmpty()) {
      steps.add(draft.verify(after));
    }
    return steps;
  }

  private List<StepRef> previous() {
    return last.stream().map(draft::own).toList();
  }

  /** Adds a step to the one thread that goes through the control planes. */
  private void chain(Step step) {
    steps.add(step.after(previous()).within(LONG).byHost());
    last = Optional.of(step.id());
  }

  private void changedRoles() {
    for (String node : Members.names(after)) {
      if (Members.names(before).contains(node) && isNew(node)) {
        leave(node);
      }
    }
  }

  private void upload() {
    boolean settings = diff.reconfigures() || diff.kubelets() || diff.proxies();
    if (!diff.upgrades() && (settings || diff.configurationDrifted())) {
      chain(
          draft
              .step("upload-configuration", "keeping the new configuration in the cluster")
              .act(UploadStep::run));
    }
    if (diff.proxies()) {
      chain(
          draft
              .step("kube-proxy", "setting up kube-proxy anew")
              .act((work, _) -> UploadStep.proxy(work)));
    }
  }

  private void joins() {
    List<String> planes = draft.planes(after);
    List<StepRef> begun = previous();
    for (String node : Members.names(after)) {
      if (isNew(node)) {
        steps.add(draft.install(node));
      }
    }
    for (String node : planes) {
      if (isNew(node)) {
        chain(draft.join(node, List.of()));
      }
    }
    for (String node : Members.names(after)) {
      if (isNew(node) && !planes.contains(node)) {
        steps.add(draft.join(node, begun));
      }
    }
  }

  private void reconfigure() {
    if (diff.upgrades()) {
      return;
    }
    boolean all = diff.reconfigures();
    for (String node : stayingPlanes) {
      if (all || changed(node, Paths.MANIFESTS)) {
        boolean names = diff.alternativeNames();
        chain(
            draft
                .step("reconfigure:" + node, "setting up the control plane anew", node)
                .act(
                    (work, context) ->
                        new ReconfigureStep(work, node).controlPlane(names, context)));
      }
    }
  }

  private void kubelets() {
    for (String node : inOrder()) {
      Value.Fields old = Members.of(before, node).fields(Members.FLAGS);
      Value.Fields now = Members.of(after, node).fields(Members.FLAGS);
      boolean drifted = !diff.upgrades() && changed(node, "/var/lib/kubelet/");
      if (diff.kubelets() || drifted || !old.equals(now)) {
        chain(
            draft
                .step("kubelet:" + node, "setting up the kubelet anew", node)
                .act((work, context) -> new KubeletStep(work, node).run(old, context)));
      }
    }
  }

  private void renew() {
    for (String node : stayingPlanes) {
      if (before.fields("renewal").text(node).equals(Optional.of(Renewal.DUE))
          && !diff.upgrades()) {
        chain(
            draft
                .step("renew:" + node, "renewing certificates", node)
                .act((work, context) -> new ReconfigureStep(work, node).renew(context)));
      }
    }
  }

  /** Control planes, then one worker alone, then the others in batches. */
  private void upgrade() {
    if (!diff.upgrades()) {
      kubeletVersions();
      return;
    }
    chain(
        draft
            .step("snapshot", "saving etcd before the upgrade")
            .act((work, context) -> SnapshotStep.run(work, context)));
    draft.path(before).steps(draft, stayingPlanes).forEach(this::chain);
    for (String node : stayingPlanes) {
      boolean first = node.equals(stayingPlanes.getFirst());
      chain(
          draft
              .step("upgrade:" + node, "upgrading the control plane", node)
              .act((work, context) -> new UpgradeStep(work, node).run(first, context)));
    }
    chain(
        draft
            .step("upload-configuration", "keeping the new configuration in the cluster")
            .act(UploadStep::run));
    for (String node : stayingPlanes) {
      boolean names = diff.alternativeNames();
      chain(
          draft
              .step("reconfigure:" + node, "setting up the control plane anew", node)
              .act(
                  (work, context) -> new ReconfigureStep(work, node).controlPlane(names, context)));
    }
    workers();
  }

  private void workers() {
    int most = most();
    List<StepRef> ready = previous();
    List<StepRef> batch = new ArrayList<>();
    int size = 1;
    for (String node : staying) {
      if (stayingPlanes.contains(node)) {
        continue;
      }
      steps.add(upgradeWorker(node).after(ready));
      batch.add(draft.own("upgrade:" + node));
      if (batch.size() == size) {
        ready = List.copyOf(batch);
        batch.clear();
        size = most;
      }
    }
    if (!ready.isEmpty()) {
      last = Optional.of(ready.getLast().step());
    }
  }

  /** A kubelet that is not at the cluster's version: an upgrade that stopped half-way. */
  private void kubeletVersions() {
    for (String node : inOrder()) {
      if (!Members.of(before, node)
          .text("version")
          .equals(Members.of(after, node).text("version"))) {
        chain(upgradeWorker(node));
      }
    }
  }

  private Step upgradeWorker(String node) {
    return draft
        .step("upgrade:" + node, "upgrading the node", node)
        .act((work, context) -> new UpgradeStep(work, node).run(false, context))
        .within(LONG)
        .byHost();
  }

  private int most() {
    return after
        .fields("upgrade")
        .find("maxUnavailable")
        .flatMap(Value::scalarText)
        .map(Integer::parseInt)
        .orElse(1);
  }

  private void metadata() {
    if (!before.fields("clusterAnnotations").equals(after.fields("clusterAnnotations"))) {
      steps.add(draft.annotate(before, after, previous()));
    }
    for (String node : staying) {
      Value.Fields old = Members.of(before, node);
      Value.Fields now = Members.of(after, node);
      if (List.of("labels", "annotations", "taints").stream()
          .anyMatch(name -> !old.fields(name).equals(now.fields(name)))) {
        steps.add(
            draft
                .step("label:" + node, "setting labels and taints of " + node)
                .act((work, _) -> NodeMetadata.set(work, node, old))
                .after(previous())
                .byHost());
      }
    }
  }

  private void leaves() {
    for (String node : Members.names(before)) {
      if (!Members.names(after).contains(node)) {
        leave(node);
      }
    }
  }

  private void leave(String node) {
    Value.Fields member = Members.of(before, node);
    String name = member.text("nodeName").orElse(node);
    boolean plane = Members.isControlPlane(before, node);
    chain(
        draft
            .step("leave:" + node, "draining " + node + " and taking it out of the cluster")
            .act((work, context) -> draft.leave(work, node, name, plane, context)));
    if (draft.isKnown(node)) {
      steps.add(draft.reset(node).after(List.of(draft.own("leave:" + node))));
      last = Optional.of("reset:" + node);
    }
  }

  private List<String> inOrder() {
    List<String> nodes = new ArrayList<>(stayingPlanes);
    staying.stream().filter(node -> !nodes.contains(node)).forEach(nodes::add);
    return nodes;
  }

  /** Whether a file of a member below this folder is not as it is to be. */
  private boolean changed(String node, String folder) {
    Value.Fields old = Members.of(before, node).fields("files");
    Value.Fields now = Members.of(after, node).fields("files");
    SortedSet<String> paths = new TreeSet<>(old.entries().keySet());
    paths.addAll(now.entries().keySet());
    return paths.stream()
        .filter(path -> path.startsWith(folder))
        .anyMatch(path -> !old.find(path).equals(now.find(path)));
  }
}
