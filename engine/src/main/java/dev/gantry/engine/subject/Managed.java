package dev.gantry.engine.subject;

import dev.gantry.engine.plan.Change;
import dev.gantry.engine.probe.HostReading;
import dev.gantry.engine.probe.ProbeRequest;
import dev.gantry.engine.spi.Expectation;
import dev.gantry.engine.spi.Observation;
import dev.gantry.engine.spi.Provider;
import dev.gantry.engine.spi.Step;
import dev.gantry.engine.spi.Subject;
import dev.gantry.resources.address.HostName;
import dev.gantry.resources.kind.Kind;
import dev.gantry.resources.kind.SpecReader;
import dev.gantry.resources.value.Value;
import dev.gantry.state.Recorded;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * One resource together with the provider of its kind, so that the rest of the engine asks without
 * knowing the type of its spec. Immutable.
 */
public final class Managed<S extends Record> {
  private final Provider<S> provider;
  private final Subject<S> subject;

  Managed(Provider<S> provider, Subject<S> subject) {
    this.provider = provider;
    this.subject = subject;
  }

  /** The kind of the resource. */
  public Kind<S> kind() {
    return provider.kind();
  }

  /** The same resource with another spec, for when more of it is known. */
  public Managed<S> withSpec(Value.Fields spec) {
    return new Managed<>(
        provider,
        new Subject<>(
            subject.address(),
            SpecReader.read(kind().spec(), spec),
            subject.recorded(),
            subject.desired(),
            subject.known()));
  }

  /** The same resource once it is recorded like this: what it has left is no longer its own. */
  public Managed<S> recordedAs(Recorded recorded) {
    return new Managed<>(
        provider,
        new Subject<>(
            subject.address(),
            subject.spec(),
            Optional.of(recorded),
            subject.desired(),
            subject.known()));
  }

  /** What to ask which hosts. */
  public SortedMap<HostName, ProbeRequest> probe() {
    return new TreeMap<>(provider.probe(subject));
  }

  /** The hosts that the resource touches. */
  public SortedSet<HostName> hosts() {
    return new TreeSet<>(probe().keySet());
  }

  /** What the machines say of it. */
  public Observation observe(SortedMap<HostName, HostReading> readings) {
    return provider.observe(subject, ofItsHosts(readings));
  }

  /** What it will be after apply. */
  public Expectation expect(Observation observed, SortedMap<HostName, HostReading> readings) {
    return provider.expect(subject, observed, ofItsHosts(readings));
  }

  /** The steps of a change of it; none where no machine is touched. */
  public List<Step> steps(Change change) {
    return switch (change) {
      case Change.Create _, Change.Update _, Change.Replace _, Change.Delete _ ->
          provider.steps(subject, change);
      case Change.Adopt _, Change.Forget _, Change.NoOp _ -> List.of();
    };
  }

  /** The queue of its kind in which a change of it takes its turn. */
  public Optional<String> queue(Change change) {
    return provider.queue(subject, change).map(queue -> kind().name() + "/" + queue);
  }

  /** What to record of it in the end. */
  public Value.Fields settle(Value.Fields after, Value.Fields outputs) {
    return provider.settle(after, outputs);
  }

  /** A provider sees the hosts that it asked for: what others asked is not its business. */
  private SortedMap<HostName, HostReading> ofItsHosts(SortedMap<HostName, HostReading> readings) {
    SortedMap<HostName, HostReading> own = new TreeMap<>();
    for (HostName host : provider.probe(subject).keySet()) {
      HostReading reading = readings.get(host);
      if (reading == null) {
        throw new IllegalArgumentException(subject.address() + " names " + host + ", never read");
      }
      own.put(host, reading);
    }
    return own;
  }
}
