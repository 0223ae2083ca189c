package dev.gantry.providers.kubeadm;

import dev.gantry.engine.spi.StepContext;
import dev.gantry.engine.spi.StepException;
import dev.gantry.providers.host.Command;
import dev.gantry.providers.host.CommandResult;
import dev.gantry.providers.host.Content;
import dev.gantry.providers.host.Ledger;
import dev.gantry.providers.host.Shell;
import dev.gantry.providers.kube.ClusterApi;
import dev.gantry.resources.address.HostName;
import dev.gantry.resources.address.ResourceAddress;
import dev.gantry.resources.diagnostic.Diagnostic;
import dev.gantry.resources.kind.SpecReader;
import dev.gantry.resources.kind.SpecWriter;
import dev.gantry.resources.kinds.controlplane.ControlPlaneSpec;
import dev.gantry.resources.kinds.controlplane.UpgradeSpec;
import dev.gantry.resources.kinds.node.NodeSpec;
import dev.gantry.resources.value.Value;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/**
 * One step's view of its cluster: what is wanted, the API, and the machines.
 *
 * @param address of the resource: the owner of what is written on machines
 * @param secrets those of this apply, shared by all steps of the change
 */
record ClusterWork(
    Workbench workbench,
    ResourceAddress address,
    Cluster cluster,
    ClusterApi api,
    JoinSecrets secrets) {
  /** kubeadm's own limits add up to nine minutes at worst (constants.go). */
  static final Duration KUBEADM_LIMIT = Duration.ofMinutes(10);

  Shell shell(String node) {
    return workbench.shell(new HostName(node));
  }

  Ledger ledger(String node) {
    return workbench.ledger(new HostName(node));
  }

  /** The same, with another way to the API. */
  ClusterWork with(ClusterApi other) {
    return new ClusterWork(workbench, address, cluster, other, secrets);
  }

  /** The same cluster as if a release on the way were the wanted one. */
  ClusterWork via(UpgradeSpec.ViaSpec release) {
    Value.Fields fields =
        SpecWriter.write(cluster.spec())
            .with("version", Value.of(release.version()))
            .with("packages", SpecWriter.write(release.packages()));
    Cluster then =
        new Cluster(
            cluster.name(),
            SpecReader.read(ControlPlaneSpec.class, fields),
            cluster.endpoint(),
            cluster.bindPort(),
            cluster.members(),
            cluster.encryptionKey());
    return new ClusterWork(workbench, address, then, api, secrets);
  }

  KubeadmDocuments documents() {
    return new KubeadmDocuments(cluster);
  }

  /** What a machine says of its membership, now. */
  Optional<MemberMark> mark(String node) throws StepException, InterruptedException {
    CommandResult found = shell(node).run(Command.of("cat", MemberMark.FILE));
    return found.ok() ? MemberMark.parse(found.stdout()) : Optional.empty();
  }

  /** Writes what a machine is to say of its membership. */
  void mark(String node, MemberMark.Stage stage) throws StepException, InterruptedException {
    ledger(node).writeFile(address, new MemberMark(address, stage).file());
  }

  /** Whether a machine has anything of kubeadm's. */
  boolean hasLeftovers(String node) throws StepException, InterruptedException {
    String program =
        "[ -e /etc/kubernetes/kubelet.conf ] || [ -e /etc/kubernetes/admin.conf ]"
            + " || [ -e /etc/kubernetes/bootstrap-kubelet.conf ]"
            + " || [ -n \"$(ls -A /etc/kubernetes/manifests 2>/dev/null)\" ]";
    return shell(node).run(Command.script(program, List.of())).ok();
  }

  /** Refuses a machine that is set up already and not by this cluster. */
  void refuseForeign(String node) throws StepException, InterruptedException {
    Optional<MemberMark> mark = mark(node);
    boolean ours = mark.isPresent() && mark.get().cluster().equals(address);
    if (!ours && (mark.isPresent() || hasLeftovers(node))) {
      throw new StepException(
          Diagnostic.error(
                  "node-of-other-cluster",
                  node + " is set up for another cluster already",
                  "Files of kubeadm that Gantry did not make for "
                      + address
                      + " are in /etc/kubernetes. If they are of no use, run `kubeadm reset` on the"
                      + " machine and apply again.")
              .onHost(node),
          false);
    }
  }

  /** Runs kubeadm on a machine; what it reads goes to standard input, secrets with it. */
  CommandResult kubeadm(String node, String input, List<String> secret, String... arguments)
      throws StepException, InterruptedException {
    String[] argv = new String[arguments.length + 1];
    argv[0] = "kubeadm";
    System.arraycopy(arguments, 0, argv, 1, arguments.length);
    Command command =
        Command.of(argv).reading(new Content.Text(input)).hiding(secret).within(KUBEADM_LIMIT);
    CommandResult result = shell(node).run(command);
    if (!result.ok()) {
      throw KubeadmTrouble.of(node, "kubeadm " + String.join(" ", arguments), result);
    }
    return result;
  }

  /** Undoes what kubeadm did on a machine; the membership of etcd is ended elsewhere. */
  void reset(String node, NodeSpec machine) throws StepException, InterruptedException {
    List<String> arguments =
        new ArrayList<>(List.of("reset", "--force", "--skip-phases=remove-etcd-member"));
    machine.runtime().criSocket().ifPresent(socket -> arguments.add("--cri-socket=" + socket));
    kubeadm(node, "", List.of(), arguments.toArray(String[]::new));
    if (cluster.hasLocalEtcd()) {
      String program = "rm -rf -- \"$1\"/member";
      shell(node)
          .must(
              "Remove it by hand, then apply again.",
              "/bin/sh",
              "-c",
              program,
              "sh",
              cluster.spec().etcd().dataDir());
    }
  }

  /** Tells the files of a member as they are now. */
  void tellFiles(String node, StepContext context) throws StepException, InterruptedException {
    boolean controlPlane = cluster.isControlPlane(node);
    SortedMap<String, String> files =
        ManifestSums.parse(
            shell(node).run(ManifestSums.command(Paths.files(controlPlane))).stdout());
    context.output(MemberOutput.files(node), Value.ofTexts(files));
    if (controlPlane) {
      tellCertificates(node, context);
    }
  }

  private void tellCertificates(String node, StepContext context)
      throws StepException, InterruptedException {
    Optional<Value> end = Optional.empty();
    for (String path : Paths.CERTIFICATES) {
      CommandResult found = shell(node).run(Command.of("cat", path));
      if (found.ok()) {
        Optional<Value> other =
            CaHash.certificate(found.stdout())
                .map(certificate -> Value.of(certificate.getNotAfter().toInstant().toString()));
        if (end.isEmpty() || (other.isPresent() && earlier(other.get(), end.get()))) {
          end = other;
        }
      }
    }
    end.ifPresent(first -> context.output(MemberOutput.certificates(node), first));
  }

  private static boolean earlier(Value left, Value right) {
    return left.scalarText().orElse("").compareTo(right.scalarText().orElse("")) < 0;
  }
}
