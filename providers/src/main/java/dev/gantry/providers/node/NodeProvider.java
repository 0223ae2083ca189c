package dev.gantry.providers.node;

import dev.gantry.engine.plan.Change;
import dev.gantry.engine.probe.HostReading;
import dev.gantry.engine.probe.ProbeRequest;
import dev.gantry.engine.spi.Expectation;
import dev.gantry.engine.spi.Observation;
import dev.gantry.engine.spi.Provider;
import dev.gantry.engine.spi.Step;
import dev.gantry.engine.spi.Subject;
import dev.gantry.providers.check.CheckProbe;
import dev.gantry.providers.host.HostLedger;
import dev.gantry.providers.host.Ledger;
import dev.gantry.providers.host.Remote;
import dev.gantry.providers.host.Remotes;
import dev.gantry.resources.address.HostName;
import dev.gantry.resources.address.ResourceAddress;
import dev.gantry.resources.diagnostic.Diagnostic;
import dev.gantry.resources.kind.Kind;
import dev.gantry.resources.kinds.node.NodeKind;
import dev.gantry.resources.kinds.node.NodeSpec;
import dev.gantry.resources.value.Value;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

/** Makes machines ready for Kubernetes, and gives them back. Thread safe. */
public final class NodeProvider implements Provider<NodeSpec> {
  private final Remotes remotes;
  private final Function<Remote, Ledger> ledgers;
  private final Path folder;

  /** Package files of a spec are found from the working folder. */
  public NodeProvider(Remotes remotes) {
    this(remotes, Path.of(""));
  }

  /**
   * @param folder of the configuration: package files of a spec are found from there
   */
  public NodeProvider(Remotes remotes, Path folder) {
    this(remotes, HostLedger::on, folder);
  }

  NodeProvider(Remotes remotes, Function<Remote, Ledger> ledgers, Path folder) {
    this.remotes = remotes;
    this.ledgers = ledgers;
    this.folder = folder;
  }

  @Override
  public Kind<NodeSpec> kind() {
    return NodeKind.KIND;
  }

  @Override
  public SortedMap<HostName, ProbeRequest> probe(Subject<NodeSpec> subject) {
    ProbeRequest request = NodeProbe.of(subject);
    return new TreeMap<>(
        Map.of(
            host(subject.address()),
            subject.recorded().isEmpty()
                ? request.merge(CheckProbe.own(subject.spec()))
                : request));
  }

  @Override
  public Observation observe(Subject<NodeSpec> subject, SortedMap<HostName, HostReading> readings) {
    return switch (reading(subject, readings)) {
      case HostReading.Silent(Diagnostic reason) -> new Observation.Unknown(reason);
      case HostReading.Answered answered -> {
        HostFacts facts = facts(subject, answered);
        yield NodeMark.owner(answered).equals(Optional.of(subject.address()))
                || Renamed.from(subject, answered).isPresent()
                || External.isThere(subject, answered)
            ? new Observation.Present(new NodeObserver(subject, answered, facts).attributes())
            : new Observation.Absent(Value.Fields.empty().with("facts", facts.asFields()));
      }
    };
  }

  @Override
  public Expectation expect(
      Subject<NodeSpec> subject, Observation observed, SortedMap<HostName, HostReading> readings) {
    return switch (reading(subject, readings)) {
      case HostReading.Silent(Diagnostic reason) ->
          new Expectation(Value.Fields.empty(), new TreeMap<>(), List.of(reason));
      case HostReading.Answered answered -> {
        HostFacts facts = facts(subject, answered);
        List<Diagnostic> diagnostics = new ArrayList<>(otherOwner(subject, answered));
        NodeSpec spec = subject.spec();
        if (spec.isExternal()) {
          diagnostics.addAll(NodeChecks.ofExternal(subject, facts));
          Value.Fields after = External.attributes(subject, spec, answered, facts);
          ClusterGuard.refusal(subject, observed, after, answered).ifPresent(diagnostics::add);
          yield new Expectation(after, new TreeMap<>(), diagnostics);
        }
        Value.Fields after = NodeExpectation.of(subject, facts);
        ClusterGuard.refusal(subject, observed, after, answered).ifPresent(diagnostics::add);
        diagnostics.addAll(
            observed instanceof Observation.Absent
                ? NodeChecks.ofNew(subject, answered, facts)
                : NodeChecks.of(subject, answered, facts));
        yield new Expectation(after, Immutable.reasons(subject.spec()), diagnostics);
      }
    };
  }

  @Override
  public List<Step> steps(Subject<NodeSpec> subject, Change change) {
    if (subject.spec().isExternal()) {
      return List.of();
    }
    HostName host = host(subject.address());
    return new NodeSteps(host, owner -> open(host, owner)).of(change);
  }

  /** Machines are made anew one after another. */
  @Override
  public Optional<String> queue(Subject<NodeSpec> subject, Change change) {
    return change instanceof Change.Replace ? Optional.of("replace") : Optional.empty();
  }

  @Override
  public Value.Fields settle(Value.Fields after, Value.Fields outputs) {
    return NodeExpectation.settled(after.merge(outputs));
  }

  private NodeHost open(HostName host, ResourceAddress owner) {
    Remote remote = remotes.on(host);
    return new NodeHost(owner, remote, ledgers.apply(remote), folder);
  }

  private static List<Diagnostic> otherOwner(
      Subject<NodeSpec> subject, HostReading.Answered answered) {
    return NodeMark.owner(answered)
        .filter(owner -> !owner.equals(subject.address()))
        .filter(_ -> Renamed.from(subject, answered).isEmpty())
        .stream()
        .map(
            owner ->
                Diagnostic.error(
                        "machine-taken",
                        "The machine is already prepared as " + owner,
                        "Its "
                            + NodeMark.FILE
                            + " says so. Destroy that node first, with the configuration and state"
                            + " that made it, or correct the address of this one.")
                    .at(subject.address())
                    .onHost(subject.address().name()))
        .toList();
  }

  private static HostFacts facts(Subject<NodeSpec> subject, HostReading.Answered answered) {
    return HostFactsReader.read(answered, NodeProbe.sysctls(subject));
  }

  private static HostReading reading(
      Subject<NodeSpec> subject, SortedMap<HostName, HostReading> readings) {
    HostReading reading = readings.get(host(subject.address()));
    if (reading == null) {
      throw new IllegalArgumentException("no reading of " + subject.address());
    }
    return reading;
  }

  private static HostName host(ResourceAddress address) {
    return new HostName(address.name());
  }
}
