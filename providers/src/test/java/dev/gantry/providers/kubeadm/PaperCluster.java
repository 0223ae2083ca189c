package dev.gantry.providers.kubeadm;

import dev.gantry.engine.spi.Step;
import dev.gantry.engine.spi.StepException;
import dev.gantry.engine.spi.Subject;
import dev.gantry.providers.host.Command;
import dev.gantry.providers.host.CommandResult;
import dev.gantry.providers.host.Content;
import dev.gantry.providers.host.HostLedger;
import dev.gantry.providers.host.Ledger;
import dev.gantry.providers.host.Remote;
import dev.gantry.providers.host.RemoteException;
import dev.gantry.providers.host.RemoteFile;
import dev.gantry.providers.host.Remotes;
import dev.gantry.providers.hostile.RecordingRemote;
import dev.gantry.providers.hostile.Sent;
import dev.gantry.resources.address.HostName;
import dev.gantry.resources.address.ResourceAddress;
import dev.gantry.resources.diagnostic.Diagnostic;
import dev.gantry.resources.kind.Kind;
import dev.gantry.resources.kind.SpecReader;
import dev.gantry.resources.kinds.cni.CniKind;
import dev.gantry.resources.kinds.controlplane.ControlPlaneKind;
import dev.gantry.resources.kinds.controlplane.ControlPlaneSpec;
import dev.gantry.resources.kinds.encryptionkey.EncryptionKeyKind;
import dev.gantry.resources.kinds.node.NodeKind;
import dev.gantry.resources.kinds.node.NodeSpec;
import dev.gantry.resources.kinds.vip.VipKind;
import dev.gantry.resources.value.Value;
import dev.gantry.state.Recorded;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** A cluster whose machines do as they are told and keep all that reaches them. */
public final class PaperCluster {
  static final ResourceAddress ADDRESS = new ResourceAddress("ControlPlane", "main");

  /** What reached machines, standard input under {@code HOST:stdin N}. */
  public final Sent sent = Sent.nothing();

  /** Progress of steps and the reasons of those that failed. */
  public final List<String> said = new ArrayList<>();

  /** What steps put out. */
  final SortedMap<String, Value> outputs = new TreeMap<>();

  /** What machines say of their membership. */
  final SortedMap<String, String> marks = new TreeMap<>();

  /** Machines with something of kubeadm's. */
  final TreeSet<String> leftovers = new TreeSet<>();

  /** Lines of the table of nodes. */
  final List<String> nodeTable = new ArrayList<>();

  /** The ClusterConfiguration that the cluster keeps. */
  String kept = "kind: ClusterConfiguration\n";

  /** The manifest of kube-apiserver by machine. */
  final SortedMap<String, String> manifests = new TreeMap<>();

  /** Machines on which it cannot be read. */
  final SortedSet<String> unreadable = new TreeSet<>();

  /** Machines that do not answer. */
  final SortedSet<String> away = new TreeSet<>();

  private final SortedMap<String, Record> nodes = new TreeMap<>();
  private final SortedMap<String, Record> clusters = new TreeMap<>();
  private final SortedMap<String, Record> networks = new TreeMap<>();
  private final SortedMap<String, Record> keys = new TreeMap<>();
  private String version = "v1.36.2";

  /** A control plane or a worker. */
  public PaperCluster node(String name, String role, int number) {
    return node(
        name,
        Value.Fields.empty()
            .with("address", Value.of("10.0.0." + number))
            .with("role", Value.of(role)));
  }

  PaperCluster node(String name, Value.Fields spec) {
    nodes.put(name, SpecReader.read(NodeSpec.class, spec));
    return this;
  }

  PaperCluster without(String name) {
    nodes.remove(name);
    return this;
  }

  /** The least that a ControlPlane needs. */
  static Value.Fields spec() {
    return Value.Fields.empty()
        .with("version", Value.of("1.36.2"))
        .with("endpoint", Value.Fields.empty().with("address", Value.of("api.example.org")));
  }

  /** Declares the cluster. */
  public PaperCluster declared(Value.Fields spec) {
    ControlPlaneSpec read = SpecReader.read(ControlPlaneSpec.class, spec);
    clusters.put("main", read);
    version = "v" + read.version().replaceFirst("^v", "");
    return this;
  }

  /** What programs on the machines say that they are. */
  void answersVersion(String tag) {
    version = tag;
  }

  /** What the table of nodes says; {@code VERSION} is the cluster's. */
  public PaperCluster lists(String... lines) {
    nodeTable.addAll(List.of(lines));
    return this;
  }

  /** Declares a network. */
  public PaperCluster network(Record spec) {
    networks.put("main", spec);
    return this;
  }

  /** Declares what encrypts it. */
  public PaperCluster encrypted(Record spec) {
    keys.put("main", spec);
    return this;
  }

  Subject<ControlPlaneSpec> subject(Optional<Value.Fields> recorded) {
    return new Subject<>(
        ADDRESS,
        (ControlPlaneSpec) clusters.values().iterator().next(),
        recorded.map(attributes -> recorded(ADDRESS, attributes)),
        inventory(),
        inventory());
  }

  static Recorded recorded(ResourceAddress address, Value.Fields attributes) {
    return new Recorded(
        address, 1, attributes, new TreeSet<>(), new TreeMap<>(), List.of(), Optional.empty());
  }

  /** Everything that is declared. */
  public Kind.Inventory inventory() {
    return new Kind.Inventory() {
      @Override
      @SuppressWarnings("unchecked") // each map holds specs of one kind
      public <T extends Record> SortedMap<String, T> all(Kind<T> kind) {
        SortedMap<String, Record> found = Collections.emptySortedMap();
        if (kind.name().equals(NodeKind.KIND.name())) {
          found = nodes;
        } else if (kind.name().equals(ControlPlaneKind.KIND.name())) {
          found = clusters;
        } else if (kind.name().equals(CniKind.KIND.name())) {
          found = networks;
        } else if (kind.name().equals(EncryptionKeyKind.KIND.name())) {
          found = keys;
        } else if (kind.name().equals(VipKind.KIND.name())) {
          found = Collections.emptySortedMap();
        }
        return (SortedMap<String, T>) new TreeMap<>(found);
      }
    };
  }

  Workbench workbench() {
    return new Workbench(remotes(), remote -> ledger(remote), Path.of(""));
  }

  /** A ledger that is sent as the real one is. */
  public Ledger ledger(Remote remote) {
    return HostLedger.on(remote);
  }

  /** The machines. */
  public Remotes remotes() {
    return new Remotes() {
      @Override
      public Remote on(HostName host) {
        return new Machine(host);
      }

      @Override
      public void close() {}
    };
  }

  /** Runs steps in their order; one that fails ends nothing but itself. */
  public void run(List<Step> steps, Value.Fields after) throws InterruptedException {
    for (Step step : steps) {
      said.add("== " + step.id());
      try {
        step.action().run(new PaperContext(after, said, outputs));
      } catch (StepException | RuntimeException failed) {
        said.add("failed: " + failed.getMessage());
      }
    }
  }

  /** A machine on which every command goes well. */
  private final class Machine implements Remote {
    private final RecordingRemote recording;

    Machine(HostName host) {
      this.recording = new RecordingRemote(host, sent);
    }

    @Override
    public HostName host() {
      return recording.host();
    }

    @Override
    public Optional<String> hostKey() {
      return recording.hostKey();
    }

    @Override
    public CommandResult run(Command command) throws RemoteException {
      if (away.contains(host().value())) {
        throw new RemoteException(Diagnostic.error("unreachable", host() + " is gone", "…"), true);
      }
      recording.run(command);
      if (command.stdin().isPresent()
          && command.stdin().get() instanceof Content.Text(String text)) {
        sent.files().put(host() + ":stdin " + sent.files().size(), text);
      }
      String line = String.join(" ", command.argv());
      if (line.endsWith(Paths.manifest("kube-apiserver")) && unreadable.contains(host().value())) {
        return new CommandResult(1, "", "cat: input/output error");
      }
      if (line.contains("bootstrap-kubelet.conf ]")) {
        return new CommandResult(leftovers.contains(host().value()) ? 0 : 1, "", "");
      }
      return new CommandResult(0, answer(line), "");
    }

    private String answer(String line) {
      if (line.startsWith("cat " + MemberMark.FILE)) {
        return marks.getOrDefault(host().value(), "");
      }
      if (line.startsWith("kubeadm version")) {
        return version;
      }
      if (line.startsWith("kubelet --version")) {
        return "Kubernetes " + version;
      }
      if (line.startsWith("kubectl version")) {
        return "Client Version: " + version;
      }
      if (line.contains(" get nodes ")) {
        return String.join("\n", nodeTable).replace("VERSION", version);
      }
      if (line.contains(" get configmap kubeadm-config ")) {
        return kept;
      }
      if (line.endsWith(Paths.manifest("kube-apiserver"))) {
        return manifests.getOrDefault(host().value(), "");
      }
      if (line.contains("etcdctl")) {
        return "{\"members\":[]}";
      }
      return line.startsWith("kubeadm token create") ? "abcdef.0123456789abcdef\n" : "";
    }

    @Override
    public void put(RemoteFile file) {
      recording.put(file);
      if (file.path().equals(MemberMark.FILE)
          && file.content() instanceof Content.Text(String text)) {
        marks.put(host().value(), text);
      }
    }
  }
}
