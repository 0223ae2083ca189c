package dev.gantry.providers.vip;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gantry.engine.plan.Change;
import dev.gantry.engine.probe.HostReading;
import dev.gantry.engine.spi.Observation;
import dev.gantry.engine.spi.StepException;
import dev.gantry.engine.spi.Subject;
import dev.gantry.providers.host.ConnectionLog;
import dev.gantry.providers.host.HostLedger;
import dev.gantry.providers.host.Machines;
import dev.gantry.providers.host.RemoteReader;
import dev.gantry.providers.host.Workstation;
import dev.gantry.providers.ssh.SshRemotes;
import dev.gantry.resources.address.HostName;
import dev.gantry.resources.kind.SpecReader;
import dev.gantry.resources.kinds.node.NodeSpec;
import dev.gantry.resources.kinds.vip.VipKind;
import dev.gantry.resources.kinds.vip.VipSpec;
import dev.gantry.resources.value.Value;
import dev.gantry.state.State;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** The provider on the lab's hosts, over SSH, with the state that a run leaves to the next. */
final class LabVip implements AutoCloseable {
  private final SortedMap<String, NodeSpec> nodes = new TreeMap<>();
  private final SshRemotes remotes;
  private Optional<Value.Fields> state = Optional.empty();

  LabVip(LabHosts lab, int hosts) throws Exception {
    for (int i = 1; i <= hosts; i++) {
      Value.Fields node =
          Value.Fields.empty()
              .with("address", Value.of("10.73.0." + (10 + i)))
              .with(
                  "ssh",
                  Value.Fields.empty()
                      .with("privateKey", Value.of(lab.tool("key")))
                      .with(
                          "hostKey",
                          Value.Fields.empty()
                              .with("policy", Value.of("accept-new"))
                              .with("knownHosts", Value.of("/dev/null"))));
      nodes.put("host-" + i, SpecReader.read(NodeSpec.class, node));
    }
    remotes =
        new SshRemotes(
            Machines.of(nodes, new State("lab", 0, new TreeMap<>())),
            Workstation.here(Path.of("")),
            ConnectionLog.silent());
  }

  @Override
  public void close() {
    remotes.close();
  }

  private VipProvider provider() {
    return new VipProvider(remotes, HostLedger::on, _ -> "");
  }

  private SortedMap<HostName, HostReading> readings(Subject<VipSpec> subject) {
    RemoteReader reader = new RemoteReader(remotes);
    SortedMap<HostName, HostReading> readings = new TreeMap<>();
    provider()
        .probe(subject)
        .forEach((host, request) -> readings.put(host, reader.read(host, request)));
    return readings;
  }

  /** What the hosts say. */
  Observation observe(Value.Fields spec) {
    Subject<VipSpec> subject = Drive.subject(nodes, spec, state);
    return provider().observe(subject, readings(subject));
  }

  /** Plans from what the hosts say, runs the steps and keeps the state. */
  void apply(Value.Fields spec) throws Exception {
    Subject<VipSpec> subject = Drive.subject(nodes, spec, state);
    var readings = readings(subject);
    Observation observed = provider().observe(subject, readings);
    assertThat(observed).isNotInstanceOf(Observation.Unknown.class);
    var expectation = provider().expect(subject, observed, readings);
    assertThat(expectation.diagnostics().stream().filter(problem -> problem.isError())).isEmpty();
    Value.Fields after = expectation.attributes();
    Change change =
        observed instanceof Observation.Present(Value.Fields now)
            ? new Change.Update(Drive.ADDRESS, now, after, List.of())
            : new Change.Create(Drive.ADDRESS, Value.Fields.empty(), after);
    Value.Fields outputs = run(subject, change, after);
    state = Optional.of(after.merge(outputs));
  }

  /** Runs the steps of a delete. */
  void destroy(Value.Fields spec) throws Exception {
    Value.Fields recorded = state.orElseThrow();
    run(
        Drive.subject(nodes, spec, state),
        new Change.Delete(Drive.ADDRESS, recorded, "destroy"),
        recorded);
  }

  private Value.Fields run(Subject<VipSpec> subject, Change change, Value.Fields after)
      throws Exception {
    List<String> log = new ArrayList<>();
    try {
      return Drive.run(provider().steps(subject, change), after, log::add);
    } catch (StepException failure) {
      System.getLogger("lab")
          .log(System.Logger.Level.INFO, log + " " + failure.diagnostic().detail());
      throw failure;
    }
  }

  /** Apply, then plan: no changes; and no drift. */
  void assertNoChanges(Value.Fields spec) {
    Subject<VipSpec> subject = Drive.subject(nodes, spec, state);
    var readings = readings(subject);
    Observation observed = provider().observe(subject, readings);
    Value.Fields expected = provider().expect(subject, observed, readings).attributes();
    assertThat(observed)
        .isInstanceOfSatisfying(
            Observation.Present.class,
            present -> assertThat(compared(present.attributes())).isEqualTo(compared(expected)));
    assertThat(compared(state.orElseThrow())).isEqualTo(compared(expected));
  }

  private static Value.Fields compared(Value.Fields attributes) {
    Value.Fields compared = attributes;
    for (String told : VipKind.KIND.informational()) {
      compared = compared.without(told);
    }
    return compared;
  }
}
