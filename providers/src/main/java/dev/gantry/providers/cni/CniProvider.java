package dev.gantry.providers.cni;

import dev.gantry.engine.plan.Change;
import dev.gantry.engine.probe.HostReading;
import dev.gantry.engine.probe.ProbeRequest;
import dev.gantry.engine.spi.Expectation;
import dev.gantry.engine.spi.Observation;
import dev.gantry.engine.spi.Provider;
import dev.gantry.engine.spi.Step;
import dev.gantry.engine.spi.Subject;
import dev.gantry.providers.host.HostLedger;
import dev.gantry.providers.host.Ledger;
import dev.gantry.providers.host.Remote;
import dev.gantry.providers.host.Remotes;
import dev.gantry.resources.address.HostName;
import dev.gantry.resources.kind.Kind;
import dev.gantry.resources.kinds.cni.CniKind;
import dev.gantry.resources.kinds.cni.CniSpec;
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
import java.util.function.Function;

/** The provider of {@code CNI}. Safe for use by several threads. */
public final class CniProvider implements Provider<CniSpec> {
  private final Remotes remotes;
  private final Function<Remote, Ledger> ledgers;
  private final Path folder;

  /**
   * @param folder of the configuration: manifests are found from there
   */
  public CniProvider(Remotes remotes, Path folder) {
    this(remotes, HostLedger::on, folder);
  }

  CniProvider(Remotes remotes, Function<Remote, Ledger> ledgers, Path folder) {
    this.remotes = remotes;
    this.ledgers = ledgers;
    this.folder = folder;
  }

  @Override
  public Kind<CniSpec> kind() {
    return CniKind.KIND;
  }

  @Override
  public SortedMap<HostName, ProbeRequest> probe(Subject<CniSpec> subject) {
    SortedMap<String, NodeSpec> machines = subject.known().all(NodeKind.KIND);
    SortedSet<String> nodes = new TreeSet<>();
    if (subject.desired().all(CniKind.KIND).containsKey(subject.address().name())) {
      nodes.addAll(Network.of(subject.spec(), subject.desired()).nodes().keySet());
    }
    subject
        .recorded()
        .ifPresent(state -> nodes.addAll(state.attributes().fields("hosts").entries().keySet()));
    SortedMap<HostName, ProbeRequest> requests = new TreeMap<>();
    for (String node : nodes) {
      NodeSpec machine = machines.get(node);
      if (machine != null) {
        requests.put(new HostName(node), CniProbe.of(machine));
      }
    }
    return requests;
  }

  @Override
  public Observation observe(Subject<CniSpec> subject, SortedMap<HostName, HostReading> readings) {
    return switch (subject.spec().type()) {
      case BRIDGE -> new BridgeObserver(subject, readings).observe();
      case CUSTOM -> CustomNetwork.observe(subject);
    };
  }

  @Override
  public Expectation expect(
      Subject<CniSpec> subject, Observation observed, SortedMap<HostName, HostReading> readings) {
    return switch (subject.spec().type()) {
      case BRIDGE -> new BridgeObserver(subject, readings).expect(observed);
      case CUSTOM -> CustomNetwork.expect(subject, folder);
    };
  }

  @Override
  public List<Step> steps(Subject<CniSpec> subject, Change change) {
    return new CniSteps(remotes, ledgers, folder, subject).of(change);
  }

  /** Steps tell of a host under a name of its own; it goes where it belongs. */
  @Override
  public Value.Fields settle(Value.Fields after, Value.Fields outputs) {
    SortedMap<String, Value> hosts = new TreeMap<>(after.fields("hosts").entries());
    Value.Fields settled = after;
    for (var output : outputs.entries().entrySet()) {
      Optional<String> host = CniSteps.host(output.getKey());
      if (host.isPresent()) {
        hosts.put(host.get(), output.getValue());
      } else {
        settled = settled.with(output.getKey(), output.getValue());
      }
    }
    return hosts.isEmpty() ? settled : settled.with("hosts", new Value.Fields(hosts));
  }
}
