package dev.gantry.providers.vip;

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
import dev.gantry.providers.host.Secrets;
import dev.gantry.providers.host.Workstation;
import dev.gantry.resources.address.HostName;
import dev.gantry.resources.kind.Kind;
import dev.gantry.resources.kinds.node.NodeKind;
import dev.gantry.resources.kinds.vip.VipKind;
import dev.gantry.resources.kinds.vip.VipSpec;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * The provider of {@code VIP}: haproxy and keepalived on the members, or a look at a balancer of
 * the person's own. Safe for use by several threads.
 */
public final class VipProvider implements Provider<VipSpec> {
  private final VipExpecter expecter;
  private final VipSteps steps;

  /** A provider that works on these machines and reads secrets beside the current folder. */
  public VipProvider(Remotes remotes) {
    this(remotes, new Secrets(Workstation.here(Path.of(""))));
  }

  /** A provider that works on these machines. */
  public VipProvider(Remotes remotes, Secrets secrets) {
    this(remotes, HostLedger::on, secrets::read);
  }

  VipProvider(Remotes remotes, Function<Remote, Ledger> ledgers, PasswordSource secrets) {
    this.expecter = new VipExpecter(secrets);
    this.steps = new VipSteps(remotes, ledgers, secrets);
  }

  @Override
  public Kind<VipSpec> kind() {
    return VipKind.KIND;
  }

  @Override
  public SortedMap<HostName, ProbeRequest> probe(Subject<VipSpec> subject) {
    SortedMap<HostName, ProbeRequest> requests = new TreeMap<>();
    CarriedVip.hosts(subject).forEach(host -> requests.put(host, VipProbe.carried()));
    if (subject.spec().mode() == VipSpec.Mode.EXTERNAL
        && CarriedVip.isKnown(subject.spec().address())) {
      ProbeRequest reach = VipProbe.external(subject.address().name(), subject.spec());
      for (String node : subject.spec().nodes()) {
        requests.merge(new HostName(node), reach, ProbeRequest::merge);
      }
    }
    var machines = subject.known().all(NodeKind.KIND);
    requests.keySet().removeIf(host -> !machines.containsKey(host.value()));
    return requests;
  }

  @Override
  public Observation observe(Subject<VipSpec> subject, SortedMap<HostName, HostReading> readings) {
    return VipObserver.observe(subject, expecter, readings);
  }

  @Override
  public Expectation expect(
      Subject<VipSpec> subject, Observation observed, SortedMap<HostName, HostReading> readings) {
    return expecter.expect(subject, observed, readings);
  }

  @Override
  public List<Step> steps(Subject<VipSpec> subject, Change change) {
    return steps.of(subject, change);
  }
}
