package dev.gantry.cli.run;

import dev.gantry.engine.Engine;
import dev.gantry.engine.plan.Change;
import dev.gantry.engine.probe.HostReader;
import dev.gantry.engine.probe.HostReading;
import dev.gantry.engine.probe.ProbeRequest;
import dev.gantry.engine.spi.Expectation;
import dev.gantry.engine.spi.HostLocks;
import dev.gantry.engine.spi.Observation;
import dev.gantry.engine.spi.Provider;
import dev.gantry.engine.spi.Step;
import dev.gantry.engine.spi.StepException;
import dev.gantry.engine.spi.Subject;
import dev.gantry.providers.etcd.SnapshotFile;
import dev.gantry.providers.host.ConnectionLog;
import dev.gantry.providers.host.RunLimits;
import dev.gantry.resources.address.HostName;
import dev.gantry.resources.config.Configuration;
import dev.gantry.resources.diagnostic.Diagnostic;
import dev.gantry.resources.kind.Kind;
import dev.gantry.resources.kind.SpecWriter;
import dev.gantry.resources.value.Value;
import dev.gantry.state.HostIdentity;
import dev.gantry.state.State;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;

/** Machines in memory that hold boxes; some do not answer, some break what they are given. */
public final class BoxWorld implements Toolbox, Provider<BoxSpec> {
  private static final Kind<BoxSpec> BOX =
      new Kind<>(
          "Box",
          BoxSpec.class,
          1,
          "A box.",
          new TreeSet<>(),
          new TreeSet<>(),
          (name, spec, siblings, problems) -> {});

  /** What is really there. */
  public final SortedMap<String, Value.Fields> boxes = new ConcurrentSkipListMap<>();

  /** Safes on the same machines. */
  public final Safes safes = new Safes();

  /** Machines that do not answer. */
  public final Set<String> silent = ConcurrentHashMap.newKeySet();

  /** Machines on which every step fails. */
  public final Set<String> broken = ConcurrentHashMap.newKeySet();

  /** What keeps other runs away. */
  public HostLocks locks = HostLocks.none();

  @Override
  public List<Kind<?>> kinds() {
    return List.of(BOX, safes.kind());
  }

  @Override
  public Machinery machinery(Work work, ConnectionLog log, RunLimits limits) {
    Engine engine =
        new Engine(
            List.of(this, safes),
            (host, _) -> {
              log.step(host, "looking into the box\u001b[2J\n\tand out again");
              return read(host);
            },
            locks,
            "0.1.0",
            Clock.systemUTC());
    return new Machinery() {
      @Override
      public Engine engine() {
        return engine;
      }

      @Override
      public Engine restoring(SnapshotFile file) {
        return engine;
      }

      @Override
      public Engine recovering() {
        return engine;
      }

      @Override
      public HostLocks locks() {
        return locks;
      }

      @Override
      public SortedSet<HostName> hosts() {
        SortedSet<HostName> hosts = new TreeSet<>();
        work.configuration()
            .resources()
            .keySet()
            .forEach(box -> hosts.add(new HostName(box.name())));
        return hosts;
      }

      @Override
      public void close() {}
    };
  }

  @Override
  public Lookout lookout(Configuration configuration, State state, Path folder, ConnectionLog log) {
    return new Lookout() {
      @Override
      public HostReader reader() {
        return (host, _) -> read(host);
      }

      @Override
      public void close() {}
    };
  }

  @Override
  public Hands hands(Configuration configuration, State state, Path folder, ConnectionLog log) {
    throw new IllegalStateException("nothing is run on boxes");
  }

  @Override
  public Kind<BoxSpec> kind() {
    return BOX;
  }

  @Override
  public SortedMap<HostName, ProbeRequest> probe(Subject<BoxSpec> subject) {
    SortedMap<HostName, ProbeRequest> requests = new TreeMap<>();
    requests.put(host(subject), ProbeRequest.identityOnly());
    return requests;
  }

  @Override
  public Observation observe(Subject<BoxSpec> subject, SortedMap<HostName, HostReading> readings) {
    return switch (readings.get(host(subject))) {
      case HostReading.Silent(Diagnostic reason) -> new Observation.Unknown(reason);
      case HostReading.Answered _ -> {
        Value.Fields there = boxes.get(subject.address().name());
        yield there == null
            ? new Observation.Absent(Value.Fields.empty())
            : new Observation.Present(there);
      }
      case null -> throw new IllegalStateException("not read: " + subject.address());
    };
  }

  @Override
  public Expectation expect(
      Subject<BoxSpec> subject, Observation observed, SortedMap<HostName, HostReading> readings) {
    return Expectation.of(SpecWriter.write(subject.spec()));
  }

  @Override
  public List<Step> steps(Subject<BoxSpec> subject, Change change) {
    String name = subject.address().name();
    return switch (change) {
      case Change.Create _, Change.Update _, Change.Replace _ ->
          List.of(
              Step.on(
                  host(subject),
                  "put",
                  "putting the box",
                  context -> {
                    if (broken.contains(name)) {
                      throw new StepException(
                          Diagnostic.error("box-broken", "The box broke", "Take a better one."),
                          false);
                    }
                    boxes.put(name, context.after());
                  }));
      case Change.Delete _ ->
          List.of(Step.on(host(subject), "take", "taking the box", context -> boxes.remove(name)));
      case Change.Adopt _, Change.Forget _, Change.NoOp _ -> List.of();
    };
  }

  private HostReading read(HostName host) {
    if (silent.contains(host.value())) {
      return new HostReading.Silent(
          Diagnostic.error("unreachable", "No answer from " + host, "Is it switched on?")
              .onHost(host.value()));
    }
    return new HostReading.Answered(
        new HostIdentity("id-" + host, "ssh-ed25519 AAAA"), new TreeMap<>(), new TreeMap<>());
  }

  private static HostName host(Subject<BoxSpec> subject) {
    return new HostName(subject.address().name());
  }
}
