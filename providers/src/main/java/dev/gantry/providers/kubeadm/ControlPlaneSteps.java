package dev.gantry.providers.kubeadm;

import dev.gantry.engine.plan.Change;
import dev.gantry.engine.spi.Step;
import dev.gantry.engine.spi.StepContext;
import dev.gantry.engine.spi.StepException;
import dev.gantry.engine.spi.StepRef;
import dev.gantry.engine.spi.Subject;
import dev.gantry.providers.kube.ApiServer;
import dev.gantry.providers.kube.ClusterApi;
import dev.gantry.resources.address.HostName;
import dev.gantry.resources.address.ResourceAddress;
import dev.gantry.resources.kind.SpecReader;
import dev.gantry.resources.kinds.controlplane.ControlPlaneSpec;
import dev.gantry.resources.kinds.controlplane.KubernetesVersion;
import dev.gantry.resources.kinds.node.NodeKind;
import dev.gantry.resources.kinds.node.NodeSpec;
import dev.gantry.resources.kinds.vip.VipKind;
import dev.gantry.resources.value.Value;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Turns a cluster's change into steps. Every step waits for exactly what it needs: machines are
 * prepared and filled at once, control planes go one after another (law 15), workers join together
 * as soon as there is an API.
 */
final class ControlPlaneSteps {
  private static final Duration LONG = Duration.ofMinutes(25);

  /** No step of a Node or VIP has this name: who waits for it waits for the whole change. */
  private static final String WHOLE = "ready";

  private final Workbench workbench;
  private final Subject<ControlPlaneSpec> subject;
  private final JoinSecrets secrets = new JoinSecrets();

  ControlPlaneSteps(Workbench workbench, Subject<ControlPlaneSpec> subject) {
    this.workbench = workbench;
    this.subject = subject;
  }

  /** What a step does with its cluster. */
  @FunctionalInterface
  interface Work {
    void run(ClusterWork work, StepContext context) throws StepException, InterruptedException;
  }

  List<Step> of(Change change) {
    return switch (change) {
      case Change.Create create -> create(create.after());
      case Change.Update update -> new UpdateSteps(this, update.before(), update.after()).all();
      case Change.Replace replace -> {
        List<Step> steps = remove(replace.before());
        steps.addAll(create(replace.after()));
        yield steps;
      }
      case Change.Delete delete -> remove(delete.before());
      case Change.Adopt _, Change.Forget _, Change.NoOp _ -> List.of();
    };
  }

  private List<Step> create(Value.Fields after) {
    List<String> planes = planes(after);
    List<Step> steps = new ArrayList<>();
    for (String node : Members.names(after)) {
      Step install = install(node);
      steps.add(planes.contains(node) ? install.after(afterVip(install)) : install);
    }
    String first = planes.getFirst();
    steps.add(
        step("init:" + first, "starting the first control plane", first)
            .act((work, context) -> new InitStep(work, first).run(context))
            .after(EncryptionWiring.after(vip(), subject.desired(), own("init:" + first)))
            .within(LONG)
            .byHost());
    String last = "init:" + first;
    for (String node : planes.subList(1, planes.size())) {
      steps.add(join(node, List.of(own(last))));
      last = "join:" + node;
    }
    for (String node : Members.names(after)) {
      if (!planes.contains(node)) {
        steps.add(join(node, List.of(own("init:" + first))));
      }
    }
    if (!after.fields("clusterAnnotations").entries().isEmpty()) {
      steps.add(annotate(Value.Fields.empty(), after, List.of(own("init:" + first))));
    }
    steps.add(verify(after));
    return steps;
  }

  /** Everything goes at once: there is nothing to keep. */
  private List<Step> remove(Value.Fields before) {
    List<Step> steps = new ArrayList<>();
    for (String node : Members.names(before)) {
      if (isKnown(node)) {
        steps.add(reset(node));
      }
    }
    return steps;
  }

  /** Takes everything off a machine that is known still. */
  Step reset(String node) {
    NodeSpec machine = Objects.requireNonNull(subject.known().all(NodeKind.KIND).get(node));
    return step("reset:" + node, "taking Kubernetes off the machine", node)
        .act((work, _) -> ResetStep.run(work, node, machine))
        .byHost();
  }

  /** The control planes of these attributes: in the order of the spec, others after them. */
  List<String> planes(Value.Fields attributes) {
    List<String> planes = new ArrayList<>();
    Cluster.of(subject).members().controlPlanes().stream()
        .filter(node -> Members.isControlPlane(attributes, node))
        .forEach(planes::add);
    Members.names(attributes).stream()
        .filter(node -> Members.isControlPlane(attributes, node) && !planes.contains(node))
        .forEach(planes::add);
    return planes;
  }

  /** The releases between what a cluster is and what it is to be. */
  UpgradePath path(Value.Fields before) {
    return UpgradePath.of(before.text("version").flatMap(KubernetesVersion::parse), subject.spec());
  }

  Step install(String node) {
    return step("install:" + node, "installing kubeadm, kubelet and images", node)
        .act((work, context) -> new InstallStep(work, node).run(context))
        .after(List.of(new StepRef(new ResourceAddress(NodeKind.KIND.name(), node), WHOLE)))
        .within(LONG)
        .tried(3)
        .byHost();
  }

  Step join(String node, List<StepRef> after) {
    return step("join:" + node, "joining the cluster", node)
        .act((work, context) -> new JoinStep(work, node).run(context))
        .after(EncryptionWiring.after(after, subject.desired(), own("join:" + node)))
        .within(LONG)
        .byHost();
  }

  Step annotate(Value.Fields before, Value.Fields after, List<StepRef> refs) {
    return step("annotate", "annotating the cluster")
        .act(
            (work, _) ->
                ClusterAnnotations.set(
                    work, before.fields("clusterAnnotations"), after.fields("clusterAnnotations")))
        .after(refs)
        .byHost();
  }

  Step verify(Value.Fields after) {
    List<String> planes = planes(after);
    return step("verify", "looking at every API server and member")
        .act((work, context) -> VerifyStep.run(work, planes, context));
  }

  /** Takes a member out, by the API of those that stay. */
  void leave(ClusterWork work, String node, String name, boolean plane, StepContext context)
      throws StepException, InterruptedException {
    NodeSpec machine = subject.known().all(NodeKind.KIND).get(node);
    ClusterWork others =
        machine == null
            ? work
            : work.with(
                work.api()
                    .without(
                        new ApiServer(
                            new HostName(node), machine.address(), work.cluster().bindPort())));
    Optional<String> etcd =
        plane && work.cluster().hasLocalEtcd()
            ? Optional.of(machine == null ? "" : machine.address())
            : Optional.empty();
    new LeaveStep(others, name).run(etcd, context);
  }

  /** A milestone of this change. */
  StepRef own(String step) {
    return new StepRef(subject.address(), step);
  }

  /**
   * A host does one step at a time: the VIP, which the first control plane waits for, is not to
   * wait for gigabytes of images.
   */
  private List<StepRef> afterVip(Step install) {
    List<StepRef> refs = new ArrayList<>(install.needs());
    refs.addAll(vip());
    return refs;
  }

  private List<StepRef> vip() {
    return subject.spec().endpoint().vip().stream()
        .map(vip -> new StepRef(new ResourceAddress(VipKind.KIND.name(), vip), WHOLE))
        .toList();
  }

  /** Whether a machine can still be reached by configuration or state. */
  boolean isKnown(String node) {
    return subject.known().all(NodeKind.KIND).containsKey(node);
  }

  /** Begins a step on a member's machine. */
  Draft step(String id, String title, String node) {
    return new Draft(id, title, Optional.of(new HostName(node)));
  }

  /** Begins a step that only asks the API. */
  Draft step(String id, String title) {
    return new Draft(id, title, Optional.empty());
  }

  /** A step whose work is still to be told. */
  final class Draft {
    private final String id;
    private final String title;
    private final Optional<HostName> host;

    private Draft(String id, String title, Optional<HostName> host) {
      this.id = id;
      this.title = title;
      this.host = host;
    }

    Step act(Work action) {
      return new Step(
          id,
          title,
          host,
          Step.Order.IN_TURN,
          List.of(),
          Duration.ofMinutes(12),
          2,
          context -> action.run(work(context), context));
    }
  }

  /** The cluster as it is known by the time that a step runs. */
  private ClusterWork work(StepContext context) {
    Value.Fields after = context.after();
    ControlPlaneSpec spec =
        after.find("version").isPresent()
            ? SpecReader.read(ControlPlaneSpec.class, after)
            : subject.spec();
    Cluster cluster =
        after.find("version").isPresent()
            ? Cluster.of(subject.address().name(), spec, subject.desired())
            : Cluster.of(subject);
    return new ClusterWork(
        workbench,
        subject.address(),
        cluster,
        new ClusterApi(workbench.remotes(), servers(cluster)),
        secrets);
  }

  /** Those that are members already come first: others have no API yet. */
  private List<ApiServer> servers(Cluster cluster) {
    Value.Fields recorded =
        subject.recorded().map(state -> state.attributes()).orElse(Value.Fields.empty());
    List<ApiServer> servers = new ArrayList<>();
    List<ApiServer> others = new ArrayList<>();
    for (ApiServer server : cluster.servers()) {
      boolean there = !Members.of(recorded, server.host().value()).entries().isEmpty();
      (there ? servers : others).add(server);
    }
    servers.addAll(others);
    SortedSet<String> left = new TreeSet<>(Members.names(recorded));
    left.removeAll(cluster.members().nodes().keySet());
    for (String node : left) {
      NodeSpec machine = subject.known().all(NodeKind.KIND).get(node);
      if (machine != null && Members.isControlPlane(recorded, node)) {
        servers.add(new ApiServer(new HostName(node), machine.address(), cluster.bindPort()));
      }
    }
    return servers;
  }
}
