package dev.gantry.providers.kubeadm;

import dev.gantry.engine.plan.Change;
import dev.gantry.engine.probe.HostReading;
import dev.gantry.engine.probe.ProbeRequest;
import dev.gantry.engine.spi.Expectation;
import dev.gantry.engine.spi.Import;
import dev.gantry.engine.spi.Observation;
import dev.gantry.engine.spi.Provider;
import dev.gantry.engine.spi.Step;
import dev.gantry.engine.spi.Subject;
import dev.gantry.providers.host.HostLedger;
import dev.gantry.providers.host.Remotes;
import dev.gantry.providers.kube.ApiServer;
import dev.gantry.resources.address.HostName;
import dev.gantry.resources.kind.Kind;
import dev.gantry.resources.kinds.controlplane.ControlPlaneKind;
import dev.gantry.resources.kinds.controlplane.ControlPlaneSpec;
import dev.gantry.resources.kinds.node.NodeKind;
import dev.gantry.resources.kinds.node.NodeSpec;
import dev.gantry.resources.value.Value;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** The provider of {@code ControlPlane}. Safe for use by several threads. */
public final class ControlPlaneProvider implements Provider<ControlPlaneSpec> {
  private final Workbench workbench;

  /**
   * @param folder of the configuration: programs and images of a spec are found from there
   */
  public ControlPlaneProvider(Remotes remotes, Path folder) {
    this(new Workbench(remotes, HostLedger::on, folder));
  }

  ControlPlaneProvider(Workbench workbench) {
    this.workbench = workbench;
  }

  @Override
  public Kind<ControlPlaneSpec> kind() {
    return ControlPlaneKind.KIND;
  }

  @Override
  public SortedMap<HostName, ProbeRequest> probe(Subject<ControlPlaneSpec> subject) {
    Cluster cluster = Cluster.of(subject);
    Value.Fields recorded =
        subject.recorded().map(state -> state.attributes()).orElse(Value.Fields.empty());
    SortedMap<String, NodeSpec> machines = subject.known().all(NodeKind.KIND);
    SortedSet<String> nodes = new TreeSet<>(cluster.members().nodes().keySet());
    nodes.addAll(Members.names(recorded));
    SortedMap<HostName, ProbeRequest> requests = new TreeMap<>();
    for (String node : nodes) {
      NodeSpec machine = machines.get(node);
      if (machine != null) {
        boolean controlPlane =
            machine.role() == NodeSpec.Role.CONTROL_PLANE || Members.isControlPlane(recorded, node);
        requests.put(
            new HostName(node),
            KubeadmProbe.of(
                controlPlane
                    ? Optional.of(
                        new ApiServer(new HostName(node), machine.address(), cluster.bindPort()))
                    : Optional.empty()));
      }
    }
    return requests;
  }

  @Override
  public Observation observe(
      Subject<ControlPlaneSpec> subject, SortedMap<HostName, HostReading> readings) {
    return new ControlPlaneObserver(subject, readings).observe();
  }

  @Override
  public Expectation expect(
      Subject<ControlPlaneSpec> subject,
      Observation observed,
      SortedMap<HostName, HostReading> readings) {
    return new ControlPlaneExpecter(subject, observed).expect(readings);
  }

  @Override
  public List<Step> steps(Subject<ControlPlaneSpec> subject, Change change) {
    return new ControlPlaneSteps(workbench, subject).of(change);
  }

  @Override
  public Import importFrom(Import.Request request) {
    return new ClusterImport(request).next();
  }

  /** Steps tell of a member's files under names of their own; they go where they belong. */
  @Override
  public Value.Fields settle(Value.Fields after, Value.Fields outputs) {
    return MemberOutput.settle(after, outputs);
  }
}
