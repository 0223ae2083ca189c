package dev.gantry.providers.cni;

import dev.gantry.engine.plan.Change;
import dev.gantry.engine.spi.Step;
import dev.gantry.engine.spi.StepContext;
import dev.gantry.engine.spi.StepRef;
import dev.gantry.engine.spi.Subject;
import dev.gantry.providers.host.Ledger;
import dev.gantry.providers.host.Remote;
import dev.gantry.providers.host.Remotes;
import dev.gantry.providers.host.Shell;
import dev.gantry.providers.kube.ClusterApi;
import dev.gantry.resources.address.HostName;
import dev.gantry.resources.address.ResourceAddress;
import dev.gantry.resources.kind.Durations;
import dev.gantry.resources.kind.Kind;
import dev.gantry.resources.kind.SpecReader;
import dev.gantry.resources.kinds.cni.CniSpec;
import dev.gantry.resources.kinds.controlplane.ControlPlaneKind;
import dev.gantry.resources.kinds.node.NodeKind;
import dev.gantry.resources.kinds.node.NodeSpec;
import dev.gantry.resources.value.Value;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * Turns a network's change into steps. A node is set up as soon as it has joined: the cluster need
 * not be whole for that.
 */
final class CniSteps {
  /** The state of the service that a node is to have. */
  static final String RUNNING = "running";

  private static final String HOST = "host ";

  private final Remotes remotes;
  private final Function<Remote, Ledger> ledgers;
  private final Path folder;
  private final Subject<CniSpec> subject;

  CniSteps(
      Remotes remotes, Function<Remote, Ledger> ledgers, Path folder, Subject<CniSpec> subject) {
    this.remotes = remotes;
    this.ledgers = ledgers;
    this.folder = folder;
    this.subject = subject;
  }

  /** The host that an output is of. */
  static Optional<String> host(String output) {
    return output.startsWith(HOST)
        ? Optional.of(output.substring(HOST.length()))
        : Optional.empty();
  }

  List<Step> of(Change change) {
    return switch (change) {
      case Change.Create create -> apply(Value.Fields.empty(), create.after());
      case Change.Update update -> apply(update.before(), update.after());
      case Change.Replace replace -> {
        List<Step> steps = remove(replace.before());
        steps.addAll(apply(Value.Fields.empty(), replace.after()));
        yield steps;
      }
      case Change.Delete delete -> remove(delete.before());
      case Change.Adopt _, Change.Forget _, Change.NoOp _ -> List.of();
    };
  }

  private List<Step> apply(Value.Fields before, Value.Fields after) {
    List<Step> steps = new ArrayList<>();
    SortedSet<String> changed = changed(before, after);
    for (String node : changed) {
      steps.add(configure(node));
    }
    SortedSet<String> former = new TreeSet<>(before.fields("hosts").entries().keySet());
    former.removeAll(after.fields("hosts").entries().keySet());
    former.forEach(
        node ->
            remove(node)
                .map(step -> step.after(List.of(new StepRef(cluster(), "reset:" + node))))
                .ifPresent(steps::add));
    boolean objects =
        !before.find("objects").equals(after.find("objects"))
            || !before.find("custom").equals(after.find("custom"));
    if (subject.spec().type() == CniSpec.Type.CUSTOM && objects) {
      steps.add(CustomNetwork.step(this::api, subject, folder, before).after(whole()));
    }
    if (!changed.isEmpty() || (objects && !subject.spec().custom().manifests().isEmpty())) {
      steps.add(ready(changed));
    }
    return steps;
  }

  private static SortedSet<String> changed(Value.Fields before, Value.Fields after) {
    SortedSet<String> changed = new TreeSet<>();
    after
        .fields("hosts")
        .entries()
        .forEach(
            (node, host) -> {
              if (!before.fields("hosts").find(node).equals(Optional.of(host))) {
                changed.add(node);
              }
            });
    return changed;
  }

  private Step configure(String node) {
    HostName host = new HostName(node);
    return Step.on(
            host,
            "configure:" + node,
            "connecting the node's pods",
            context -> {
              CniSpec spec = SpecReader.read(CniSpec.class, context.after());
              Network network = Network.of(spec, subject.desired());
              Remote remote = remotes.on(host);
              Value.Fields told =
                  new BridgeStep(subject.address(), new Shell(remote), ledgers.apply(remote))
                      .configure(network, node, api(network), context);
              context.output(HOST + node, told);
            })
        .after(List.of(joined(node)))
        .byHost();
  }

  /** A node has its addresses when it has joined; where it has before, nothing is waited for. */
  private StepRef joined(String node) {
    NodeSpec machine = subject.desired().all(NodeKind.KIND).get(node);
    boolean first =
        machine != null
            && machine.role() == NodeSpec.Role.CONTROL_PLANE
            && Network.of(subject.spec(), subject.desired())
                .servers()
                .getFirst()
                .host()
                .value()
                .equals(node);
    return new StepRef(cluster(), (first ? "init:" : "join:") + node);
  }

  private ResourceAddress cluster() {
    return new ResourceAddress(ControlPlaneKind.KIND.name(), subject.spec().controlPlane());
  }

  private List<StepRef> whole() {
    return List.of();
  }

  private Step ready(Collection<String> changed) {
    return new Step(
        "ready",
        "waiting for nodes to be ready",
        Optional.empty(),
        Step.Order.IN_TURN,
        List.of(),
        limit().plusMinutes(1),
        1,
        (StepContext context) -> {
          Network network = Network.of(subject.spec(), subject.desired());
          new NodesReady(api(network), network, limit()).await(changed, context);
        });
  }

  private Duration limit() {
    String written = subject.spec().readyTimeout();
    return Durations.isDuration(written) ? Durations.parse(written) : Duration.ofMinutes(5);
  }

  private List<Step> remove(Value.Fields before) {
    List<Step> steps = new ArrayList<>();
    for (String node : before.fields("hosts").entries().keySet()) {
      remove(node).ifPresent(steps::add);
    }
    if (!before.fields("objects").entries().isEmpty()) {
      steps.add(CustomNetwork.removal(this::api, subject, before));
    }
    return steps;
  }

  private Optional<Step> remove(String node) {
    if (!subject.known().all(NodeKind.KIND).containsKey(node)) {
      return Optional.empty();
    }
    HostName host = new HostName(node);
    return Optional.of(
        Step.on(
                host,
                "remove:" + node,
                "taking the pods' network off the machine",
                _ -> {
                  Remote remote = remotes.on(host);
                  new BridgeStep(subject.address(), new Shell(remote), ledgers.apply(remote))
                      .remove();
                })
            .byHost());
  }

  private ClusterApi api(Kind.Inventory inventory) {
    return api(Network.of(subject.spec(), inventory));
  }

  private ClusterApi api(Network network) {
    return new ClusterApi(remotes, network.servers());
  }
}
