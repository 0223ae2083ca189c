package dev.gantry.providers.kubeadm;

import dev.gantry.engine.probe.HostReading;
import dev.gantry.engine.spi.Observation;
import dev.gantry.engine.spi.Subject;
import dev.gantry.providers.kube.ClusterNode;
import dev.gantry.resources.address.HostName;
import dev.gantry.resources.diagnostic.Diagnostic;
import dev.gantry.resources.kind.SpecReader;
import dev.gantry.resources.kind.SpecWriter;
import dev.gantry.resources.kinds.controlplane.ControlPlaneKind;
import dev.gantry.resources.kinds.controlplane.ControlPlaneSpec;
import dev.gantry.resources.kinds.node.KubernetesNode;
import dev.gantry.resources.value.Value;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Tells whether a cluster is there and what it is like.
 *
 * <ol>
 *   <li>It is there as soon as one machine says that it joined it. A half-done first control plane
 *       does not count: making the cluster begins anew then.
 *   <li>It is absent only when every control plane answered that it is not a member.
 *   <li>It is unknown when its API answers nowhere. One machine that is silent is no more than
 *       that: what it had is taken as recorded, and its own Node says that it is unknown.
 * </ol>
 */
final class ControlPlaneObserver {
  private final Subject<ControlPlaneSpec> subject;
  private final Cluster cluster;
  private final ClusterReading reading;
  private final Value.Fields recorded;

  ControlPlaneObserver(
      Subject<ControlPlaneSpec> subject, SortedMap<HostName, HostReading> readings) {
    this.subject = subject;
    this.cluster = Cluster.of(subject);
    this.recorded =
        subject.recorded().map(state -> state.attributes()).orElse(Value.Fields.empty());
    this.reading = ClusterReading.of(subject.address(), recorded, readings);
  }

  Observation observe() {
    if (reading.joined().isEmpty()) {
      Optional<Diagnostic> silence = silentControlPlane();
      return silence.isPresent()
          ? new Observation.Unknown(silence.get())
          : new Observation.Absent(Value.Fields.empty());
    }
    return reading
        .api()
        .<Observation>map(api -> new Observation.Present(attributes(api)))
        .orElseGet(() -> new Observation.Unknown(apiSilent()));
  }

  private Value.Fields attributes(ApiReading api) {
    return base()
        .with("members", members(api))
        .with(
            "clusterConfiguration",
            OwnedConfiguration.attribute(
                api.configuration(), recordedSpec(subject).orElse(subject.spec()), recorded))
        .with("clusterAnnotations", annotations(api))
        .with("renewal", renewal())
        .with("certificates", certificates())
        .merge(authority());
  }

  /** The spec as it was applied, and what nobody can tell anew. */
  private Value.Fields base() {
    Value.Fields base =
        recorded.find("version").isPresent() ? recorded : SpecWriter.write(subject.spec());
    for (String name : ControlPlaneKind.KIND.computed()) {
      if (!name.equals("apiEndpoint") && !name.equals("maxNodes")) {
        base = base.without(name);
      }
    }
    return base;
  }

  private Value.Fields authority() {
    return joined().values().stream()
        .flatMap(machine -> machine.caHash().stream())
        .findFirst()
        .map(hash -> Value.Fields.empty().with("caHash", Value.of(hash)))
        .orElse(Value.Fields.empty());
  }

  private Value.Fields members(ApiReading api) {
    SortedMap<String, Value> members = new TreeMap<>();
    SortedSet<String> nodes = new TreeSet<>(Members.names(recorded));
    nodes.addAll(cluster.members().nodes().keySet());
    for (String node : nodes) {
      member(node, api).ifPresent(member -> members.put(node, member));
    }
    return new Value.Fields(members);
  }

  private Optional<Value> member(String node, ApiReading api) {
    Value.Fields before = Members.of(recorded, node);
    MachineReading machine = reading.machines().get(node);
    if (machine == null) {
      return before.entries().isEmpty() ? Optional.empty() : Optional.of(before);
    }
    Value.Fields desired =
        cluster.members().nodes().containsKey(node)
            ? Members.expected(cluster, node)
            : Value.Fields.empty();
    ClusterNode found = api.nodes().get(nodeName(node, before));
    return found != null && reading.joined().contains(node)
        ? Optional.of(Members.observed(found, machine, before, desired))
        : Optional.empty();
  }

  private String nodeName(String node, Value.Fields before) {
    return before
        .text("nodeName")
        .orElseGet(
            () ->
                Optional.ofNullable(cluster.members().nodes().get(node))
                    .map(machine -> KubernetesNode.of(node, machine).nodeName())
                    .orElse(node));
  }

  private Value annotations(ApiReading api) {
    SortedSet<String> ours =
        new TreeSet<>(recorded.fields("clusterAnnotations").entries().keySet());
    ours.addAll(subject.spec().annotations().keySet());
    SortedMap<String, String> found = new TreeMap<>(api.annotations());
    found.keySet().retainAll(ours);
    return Value.ofTexts(found);
  }

  private Value.Fields renewal() {
    SortedMap<String, Value> renewal = new TreeMap<>(recorded.fields("renewal").entries());
    Duration before = Renewal.before(subject.spec());
    joined()
        .forEach(
            (node, machine) ->
                machine
                    .certificatesEnd()
                    .ifPresent(
                        end -> {
                          Instant now = machine.clock().orElse(Instant.EPOCH);
                          renewal.put(
                              node, Value.of(Renewal.word(Duration.between(now, end), before)));
                        }));
    renewal.keySet().retainAll(controlPlanes());
    return new Value.Fields(renewal);
  }

  private Value.Fields certificates() {
    SortedMap<String, Value> ends = new TreeMap<>(recorded.fields("certificates").entries());
    joined()
        .forEach(
            (node, machine) ->
                machine
                    .certificatesEnd()
                    .ifPresent(end -> ends.put(node, Value.of(end.toString()))));
    ends.keySet().retainAll(controlPlanes());
    return new Value.Fields(ends);
  }

  private SortedMap<String, MachineReading> joined() {
    SortedMap<String, MachineReading> joined = new TreeMap<>(reading.machines());
    joined.keySet().retainAll(reading.joined());
    return joined;
  }

  private SortedSet<String> controlPlanes() {
    SortedSet<String> planes = new TreeSet<>(cluster.members().controlPlanes());
    Members.names(recorded).stream()
        .filter(node -> Members.isControlPlane(recorded, node))
        .forEach(node -> planes.add(node));
    return planes;
  }

  private Optional<Diagnostic> silentControlPlane() {
    return controlPlanes().stream()
        .filter(node -> reading.silent().containsKey(node))
        .findFirst()
        .map(
            node ->
                Diagnostic.error(
                        "control-plane-silent",
                        "Control plane " + node + " did not answer",
                        "Whether the cluster is there cannot be told without it: "
                            + reason(node)
                            + ". Bring it back, then plan again.")
                    .at(subject.address())
                    .onHost(node));
  }

  private String reason(String node) {
    Diagnostic reason = reading.silent().get(node);
    return reason == null ? "it gave no reason" : reason.summary();
  }

  private Diagnostic apiSilent() {
    StringBuilder why = new StringBuilder();
    reading
        .machines()
        .forEach(
            (node, machine) ->
                machine
                    .answer()
                    .command(KubeadmProbe.API)
                    .filter(output -> output.exit() != 0)
                    .ifPresent(
                        output -> why.append(node).append(": ").append(last(output)).append('\n')));
    reading
        .silent()
        .forEach(
            (node, reason) -> why.append(node).append(": ").append(reason.summary()).append('\n'));
    return Diagnostic.error(
            "api-silent",
            "The API answers on no control plane",
            why
                + "Nothing is planned for a cluster that cannot be asked. See `crictl ps -a` and"
                + " `journalctl -u kubelet` on its control planes; most of them must be up.")
        .at(subject.address());
  }

  private static String last(HostReading.Output output) {
    String said = (output.stderr().isBlank() ? output.stdout() : output.stderr()).strip();
    return said.isEmpty()
        ? "exit status " + output.exit()
        : said.substring(said.lastIndexOf('\n') + 1);
  }

  /** The spec as it was last applied, where it ever was. */
  static Optional<ControlPlaneSpec> recordedSpec(Subject<ControlPlaneSpec> subject) {
    return subject
        .recorded()
        .filter(state -> state.attributes().find("version").isPresent())
        .map(state -> SpecReader.read(ControlPlaneSpec.class, state.attributes()));
  }
}
