package dev.gantry.providers.cni;

import dev.gantry.engine.probe.HostReading;
import dev.gantry.engine.spi.Expectation;
import dev.gantry.engine.spi.Observation;
import dev.gantry.engine.spi.Subject;
import dev.gantry.providers.host.Checksums;
import dev.gantry.providers.host.RemoteFile;
import dev.gantry.resources.address.HostName;
import dev.gantry.resources.diagnostic.Diagnostic;
import dev.gantry.resources.kind.SpecWriter;
import dev.gantry.resources.kinds.cni.CniSpec;
import dev.gantry.resources.kinds.node.NodeKind;
import dev.gantry.resources.kinds.node.NodeSpec;
import dev.gantry.resources.value.Value;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Type bridge: what the machines have of it, and what each is to have. A machine that is silent is
 * taken as recorded; its own Node says that it is unknown.
 */
final class BridgeObserver {
  private final Subject<CniSpec> subject;
  private final SortedMap<HostName, HostReading> readings;
  private final Value.Fields recorded;

  BridgeObserver(Subject<CniSpec> subject, SortedMap<HostName, HostReading> readings) {
    this.subject = subject;
    this.readings = readings;
    this.recorded =
        subject.recorded().map(state -> state.attributes()).orElse(Value.Fields.empty());
  }

  Observation observe() {
    SortedMap<String, Value> hosts = new TreeMap<>();
    Optional<Diagnostic> silence = Optional.empty();
    boolean there = false;
    for (var entry : readings.entrySet()) {
      String node = entry.getKey().value();
      switch (entry.getValue()) {
        case HostReading.Answered answered -> {
          Optional<Value.Fields> host = host(node, answered);
          there |= host.isPresent();
          host.ifPresent(found -> hosts.put(node, found));
        }
        case HostReading.Silent(Diagnostic reason) -> {
          silence = silence.or(() -> Optional.of(reason));
          recorded.fields("hosts").find(node).ifPresent(last -> hosts.put(node, last));
        }
      }
    }
    if (!there) {
      return silence.isPresent() && !recorded.fields("hosts").entries().isEmpty()
          ? new Observation.Unknown(silence.get())
          : new Observation.Absent(Value.Fields.empty());
    }
    if (recorded.find("type").isEmpty()) {
      return new Observation.Absent(Value.Fields.empty());
    }
    return new Observation.Present(recorded.with("hosts", new Value.Fields(hosts)));
  }

  /** What one machine has; empty when it has nothing of it. */
  private Optional<Value.Fields> host(String node, HostReading.Answered answered) {
    NodeSpec machine = subject.known().all(NodeKind.KIND).get(node);
    if (machine == null || answered.file(BridgeFiles.list(machine)).isEmpty()) {
      return Optional.empty();
    }
    SortedMap<String, String> files = new TreeMap<>();
    for (String path : BridgeFiles.paths(machine)) {
      answered.file(path).ifPresent(file -> files.put(path, file.sha256()));
    }
    Value.Fields host =
        Value.Fields.empty()
            .with("files", Value.ofTexts(files))
            .with("service", Value.of(service(answered)));
    Value.Fields last = recorded.fields("hosts").fields(node);
    for (String name : new String[] {"podCIDR", "interface"}) {
      Optional<Value> value = last.find(name);
      host = value.isPresent() ? host.with(name, value.get()) : host;
    }
    return Optional.of(host);
  }

  private static String service(HostReading.Answered answered) {
    String said = answered.command(CniProbe.SERVICE).map(HostReading.Output::stdout).orElse("");
    return said.contains("ActiveState=active") && said.contains("UnitFileState=enabled")
        ? CniSteps.RUNNING
        : "stopped";
  }

  Expectation expect(Observation observed) {
    Network network = Network.of(subject.spec(), subject.desired());
    SortedMap<String, Value> hosts = new TreeMap<>();
    network.nodes().forEach((node, machine) -> hosts.put(node, expected(node, machine, network)));
    return Expectation.of(
        SpecWriter.write(subject.spec())
            .with("hosts", new Value.Fields(hosts))
            .with(
                "podCIDR",
                network.podCidr().<Value>map(Value::of).orElse(new Value.Unknown("the cluster"))));
  }

  private Value expected(String node, NodeSpec machine, Network network) {
    Value.Fields last = recorded.fields("hosts").fields(node);
    Optional<String> own = last.text("podCIDR");
    Optional<String> carrier = machine.interface_().or(() -> last.text("interface"));
    if (own.isEmpty() || carrier.isEmpty() || network.podCidr().isEmpty()) {
      return new Value.Unknown("the addresses that the cluster gives to " + node);
    }
    return expected(machine, network, own.get(), carrier.get());
  }

  /** A host as it is once its part of the addresses is known. */
  static Value.Fields expected(NodeSpec machine, Network network, String own, String carrier) {
    SortedMap<String, String> files = new TreeMap<>();
    BridgeFiles.of(machine, network.spec().bridge(), network.podCidr().orElseThrow(), own, carrier)
        .forEach((path, file) -> files.put(path, sum(file)));
    return Value.Fields.empty()
        .with("podCIDR", Value.of(own))
        .with("interface", Value.of(carrier))
        .with("files", Value.ofTexts(files))
        .with("service", Value.of(CniSteps.RUNNING));
  }

  private static String sum(RemoteFile file) {
    try {
      return Checksums.of(file.content());
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }
}
