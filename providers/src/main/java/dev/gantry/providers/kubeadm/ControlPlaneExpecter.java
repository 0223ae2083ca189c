package dev.gantry.providers.kubeadm;

import dev.gantry.engine.probe.HostReading;
import dev.gantry.engine.spi.Expectation;
import dev.gantry.engine.spi.Observation;
import dev.gantry.engine.spi.Subject;
import dev.gantry.providers.etcd.EtcdStatus;
import dev.gantry.resources.address.HostName;
import dev.gantry.resources.diagnostic.Diagnostic;
import dev.gantry.resources.kind.SpecReader;
import dev.gantry.resources.kind.SpecWriter;
import dev.gantry.resources.kinds.controlplane.Capacity;
import dev.gantry.resources.kinds.controlplane.ControlPlaneSpec;
import dev.gantry.resources.kinds.controlplane.HostAndPort;
import dev.gantry.resources.kinds.node.KubernetesNode;
import dev.gantry.resources.value.CanonicalJson;
import dev.gantry.resources.value.Value;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Tells what a cluster's attributes will be. */
final class ControlPlaneExpecter {
  private static final String KUBEADM = "what kubeadm writes";

  private final Subject<ControlPlaneSpec> subject;
  private final Cluster cluster;
  private final Observation observed;
  private final Value.Fields recorded;

  ControlPlaneExpecter(Subject<ControlPlaneSpec> subject, Observation observed) {
    this.subject = subject;
    this.cluster = Cluster.of(subject.address().name(), subject.spec(), subject.desired());
    this.observed = observed;
    this.recorded =
        subject.recorded().map(state -> state.attributes()).orElse(Value.Fields.empty());
  }

  Expectation expect(SortedMap<HostName, HostReading> readings) {
    Value.Fields after = attributes();
    List<Diagnostic> told =
        new ArrayList<>(new ControlPlaneChecks(subject, cluster, observed).of(readings));
    new QuorumGuard(etcd(readings), before(), after)
        .refusal()
        .ifPresent(refusal -> told.add(refusal.at(subject.address())));
    return new Expectation(after, Collections.emptySortedMap(), told);
  }

  private EtcdStatus etcd(SortedMap<HostName, HostReading> readings) {
    SortedMap<HostName, HostReading> planes = new TreeMap<>();
    SortedMap<HostName, String> names = new TreeMap<>();
    readings.forEach(
        (host, reading) -> {
          if (Members.isControlPlane(before(), host.value())) {
            planes.put(host, reading);
            names.put(
                host, Members.of(before(), host.value()).text("nodeName").orElse(host.value()));
          }
        });
    return EtcdStatus.of(planes, names);
  }

  private Value.Fields attributes() {
    Value.Fields before = before();
    ClusterDiff diff = new ClusterDiff(before, SpecWriter.write(subject.spec()));
    return SpecWriter.write(subject.spec())
        .with("members", members(before, diff))
        .with(
            "apiEndpoint",
            cluster
                .endpoint()
                .map(HostAndPort::toString)
                .<Value>map(Value::of)
                .orElse(new Value.Unknown("the VIP's address")))
        .with("clusterAnnotations", Value.ofTexts(subject.spec().annotations()))
        .with("renewal", renewal())
        .with("clusterConfiguration", kept("clusterConfiguration", before, diff.reconfigures()))
        .with("caHash", kept("caHash", before, false))
        .merge(told(before));
  }

  /** Attributes that are known beforehand, and told for people. */
  private Value.Fields told(Value.Fields before) {
    Value.Fields told = Value.Fields.empty();
    Optional<Long> room =
        Capacity.nodes(subject.spec().network())
            .filter(many -> many.bitLength() < 63)
            .map(many -> many.longValue());
    if (room.isPresent()) {
      told = told.with("maxNodes", Value.of(room.get()));
    }
    Optional<Value> certificates = before.find("certificates");
    return certificates.isPresent() ? told.with("certificates", certificates.get()) : told;
  }

  private Value.Fields members(Value.Fields before, ClusterDiff diff) {
    SortedMap<String, Value> members = new TreeMap<>();
    for (String node : cluster.members().nodes().keySet()) {
      members.put(node, member(node, before, diff));
    }
    return new Value.Fields(members);
  }

  private Value member(String node, Value.Fields before, ClusterDiff diff) {
    KubernetesNode wanted = cluster.node(node);
    if (CanonicalJson.compact(wanted.asFields()).contains(SpecReader.PLACEHOLDER)) {
      return new Value.Unknown("fields of Node/" + node);
    }
    Value.Fields member = Members.expected(cluster, node);
    Value.Fields now = Members.of(before, node);
    Value.Fields last = Members.of(recorded, node);
    if (now.entries().isEmpty() || !sameRole(now, member)) {
      return member.with("files", new Value.Unknown(KUBEADM));
    }
    SortedMap<String, Value> files = new TreeMap<>(now.fields("files").entries());
    files.putAll(last.fields("files").entries());
    files.replaceAll(
        (path, hash) -> rewrites(path, now, member, diff) ? new Value.Unknown(KUBEADM) : hash);
    return member.with("files", new Value.Fields(files));
  }

  private static boolean rewrites(
      String path, Value.Fields now, Value.Fields member, ClusterDiff diff) {
    boolean flags = !now.find(Members.FLAGS).equals(member.find(Members.FLAGS));
    return diff.rewrites(path) || (flags && path.equals(Paths.KUBELET_FLAGS));
  }

  private static boolean sameRole(Value.Fields left, Value.Fields right) {
    return left.text("role").equals(right.text("role"));
  }

  private Value.Fields renewal() {
    SortedMap<String, Value> renewal = new TreeMap<>();
    cluster.members().controlPlanes().forEach(node -> renewal.put(node, Value.of(Renewal.GOOD)));
    return new Value.Fields(renewal);
  }

  /** As recorded, so that a change by hand shows; as it is where nothing is recorded. */
  private Value kept(String name, Value.Fields before, boolean changes) {
    return changes
        ? new Value.Unknown(KUBEADM)
        : recorded.find(name).or(() -> before.find(name)).orElse(new Value.Unknown(KUBEADM));
  }

  private Value.Fields before() {
    return observed instanceof Observation.Present(Value.Fields now) ? now : Value.Fields.empty();
  }
}
