package dev.gantry.providers.kubeadm;

import dev.gantry.engine.probe.HostReading;
import dev.gantry.engine.spi.Observation;
import dev.gantry.engine.spi.Subject;
import dev.gantry.resources.address.HostName;
import dev.gantry.resources.diagnostic.Diagnostic;
import dev.gantry.resources.kinds.controlplane.ControlPlaneSpec;
import dev.gantry.resources.kinds.controlplane.KubernetesVersion;
import dev.gantry.resources.kinds.controlplane.PreflightSpec;
import dev.gantry.resources.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/** What stands against a cluster as it is wanted, seen at plan time. */
final class ControlPlaneChecks {
  /** kubelets from here on refuse control groups v1 unless told otherwise (KEP-5573). */
  private static final int NO_CGROUP_V1 = 35;

  private final Subject<ControlPlaneSpec> subject;
  private final Cluster cluster;
  private final Observation observed;

  ControlPlaneChecks(Subject<ControlPlaneSpec> subject, Cluster cluster, Observation observed) {
    this.subject = subject;
    this.cluster = cluster;
    this.observed = observed;
  }

  List<Diagnostic> of(SortedMap<HostName, HostReading> readings) {
    Value.Fields recorded =
        subject.recorded().map(state -> state.attributes()).orElse(Value.Fields.empty());
    ClusterReading reading = ClusterReading.of(subject.address(), recorded, readings);
    List<Diagnostic> told = new ArrayList<>();
    reading
        .machines()
        .forEach(
            (node, machine) -> {
              if (cluster.members().nodes().containsKey(node)) {
                if (!reading.joined().contains(node)) {
                  foreign(node, machine).ifPresent(told::add);
                }
                cgroup(node, machine).ifPresent(told::add);
                told.addAll(new MachineChecks(cluster, node, machine).all());
              }
            });
    version().ifPresent(told::add);
    if (observed instanceof Observation.Absent) {
      waivers().ifPresent(told::add);
    }
    return told.stream().map(diagnostic -> diagnostic.at(subject.address())).toList();
  }

  /** A machine of another cluster, or of one that somebody made by hand. */
  private Optional<Diagnostic> foreign(String node, MachineReading machine) {
    Optional<MemberMark> mark = machine.mark();
    if (mark.isPresent() ? mark.get().cluster().equals(subject.address()) : !machine.hasKubelet()) {
      return Optional.empty();
    }
    String whose =
        mark.map(it -> it.cluster().toString()).orElse("a cluster that Gantry did not make");
    return Optional.of(
        Diagnostic.error(
                "node-of-other-cluster",
                node + " is a node of " + whose,
                "It has "
                    + Paths.KUBELET_CONF
                    + ". To take the cluster over as it is: gantry import "
                    + subject.address()
                    + ". To use the machine for this one: drain and delete the node there, run"
                    + " `kubeadm reset` on it"
                    + (mark.isPresent() ? " and remove " + MemberMark.FILE : "")
                    + ", then plan again.")
            .onHost(node));
  }

  private Optional<Diagnostic> cgroup(String node, MachineReading machine) {
    boolean allowed =
        Optional.ofNullable(cluster.spec().kubeletConfiguration().get("failCgroupV1"))
            .equals(Optional.of("false"));
    return cluster.version().minor() >= NO_CGROUP_V1 && machine.hasCgroupV1() && !allowed
        ? Optional.of(
            Diagnostic.error(
                    "cgroup-v1",
                    node
                        + " has control groups v1, which kubelet "
                        + cluster.version()
                        + " refuses",
                    "Boot it with systemd.unified_cgroup_hierarchy=1 (kernel 5.8 or newer). To go"
                        + " on for now, set `kubeletConfiguration: {failCgroupV1: \"false\"}`.")
                .onHost(node))
        : Optional.empty();
  }

  private Optional<Diagnostic> version() {
    Optional<KubernetesVersion> now =
        observed instanceof Observation.Present present
            ? present.attributes().text("version").flatMap(KubernetesVersion::parse)
            : Optional.empty();
    if (now.isEmpty()) {
      return Optional.empty();
    }
    KubernetesVersion wanted = cluster.version();
    if (wanted.compareTo(now.get()) < 0) {
      return Optional.of(
          Diagnostic.error(
              "kubernetes-downgrade",
              "A cluster cannot go back from " + now.get() + " to " + wanted,
              "Kubernetes has no downgrade: objects may be stored in forms that the older version"
                  + " cannot read. Set `version` to "
                  + now.get()
                  + " or newer."));
    }
    return way(now.get(), wanted);
  }

  /** Whether a version can be reached in one plan, and how. */
  private Optional<Diagnostic> way(KubernetesVersion now, KubernetesVersion wanted) {
    UpgradePath path = UpgradePath.of(Optional.of(now), cluster.spec());
    if (!path.missing().isEmpty()) {
      String minors =
          String.join(", ", path.missing().stream().map(minor -> "1." + minor).toList());
      return Optional.of(
          Diagnostic.error(
              "kubernetes-skips-minor",
              "From " + now + " to " + wanted + " is by way of " + minors,
              "Control planes go through a release of each minor. Name one of "
                  + minors
                  + " in `upgrade.via`, with the packages of its kubeadm and its images; or set"
                  + " `version` to a release of 1."
                  + (now.minor() + 1)
                  + ", apply, then go on."));
    }
    return skew(wanted)
        .or(
            () ->
                path.stages().isEmpty()
                    ? Optional.empty()
                    : Optional.of(
                        Diagnostic.warning(
                            "kubernetes-by-way",
                            "From " + now + " to " + wanted + " by way of " + path.told(),
                            "All control planes go through each of these, one at a time; kubelets go"
                                + " from their version to "
                                + wanted
                                + " afterwards.")));
  }

  /** Until the last control plane is there, kubelets stay as they are. */
  private Optional<Diagnostic> skew(KubernetesVersion wanted) {
    Value.Fields before =
        observed instanceof Observation.Present present
            ? present.attributes()
            : Value.Fields.empty();
    for (String node : Members.names(before)) {
      Optional<KubernetesVersion> kubelet =
          Members.of(before, node).text("version").flatMap(KubernetesVersion::parse);
      if (kubelet.filter(it -> wanted.minorsAhead(it) > UpgradePath.SKEW).isPresent()) {
        return Optional.of(
            Diagnostic.error(
                "kubelet-skew",
                "The kubelet of " + node + " is " + kubelet.get() + ", too old for " + wanted,
                "A kubelet may be "
                    + UpgradePath.SKEW
                    + " minors behind its API server. Set `version` to a release of 1."
                    + (kubelet.get().minor() + UpgradePath.SKEW)
                    + " or older, apply, then go on."));
      }
    }
    return Optional.empty();
  }

  private Optional<Diagnostic> waivers() {
    List<PreflightSpec.WaiverSpec> waived = cluster.spec().preflight().waive();
    return waived.isEmpty()
        ? Optional.empty()
        : Optional.of(
            Diagnostic.warning(
                "preflight-waived",
                "Checks of kubeadm are waived",
                String.join(
                    "\n",
                    waived.stream()
                        .map(waiver -> waiver.name() + ": " + waiver.reason())
                        .toList())));
  }
}
