package dev.gantry.cli.run;

import dev.gantry.engine.plan.Change;
import dev.gantry.engine.probe.HostReading;
import dev.gantry.engine.probe.ProbeRequest;
import dev.gantry.engine.spi.Expectation;
import dev.gantry.engine.spi.Observation;
import dev.gantry.engine.spi.Provider;
import dev.gantry.engine.spi.Step;
import dev.gantry.engine.spi.StepContext;
import dev.gantry.engine.spi.Subject;
import dev.gantry.resources.address.HostName;
import dev.gantry.resources.diagnostic.Diagnostic;
import dev.gantry.resources.kind.Kind;
import dev.gantry.resources.kind.SpecWriter;
import dev.gantry.resources.value.AttributePath;
import dev.gantry.resources.value.Value;
import dev.gantry.state.Vault;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListMap;

/** Safes in memory. What opens one is known to the state alone: no machine tells it. */
public final class Safes implements Provider<SafeSpec> {
  static final String COMBINATION = "combination";

  private static final Kind<SafeSpec> SAFE =
      new Kind<>(
          "Safe",
          SafeSpec.class,
          1,
          "A safe.",
          new TreeSet<>(List.of(COMBINATION)),
          new TreeSet<>(),
          (name, spec, siblings, problems) -> {});

  /** What is really there, by machine. */
  public final SortedMap<String, Value.Fields> there = new ConcurrentSkipListMap<>();

  /** What each was opened with the last time that it was changed, by machine. */
  public final SortedMap<String, String> openedWith = new ConcurrentSkipListMap<>();

  @Override
  public Kind<SafeSpec> kind() {
    return SAFE;
  }

  @Override
  public boolean keepsSecrets() {
    return true;
  }

  @Override
  public SortedMap<HostName, ProbeRequest> probe(Subject<SafeSpec> subject) {
    SortedMap<HostName, ProbeRequest> requests = new TreeMap<>();
    requests.put(host(subject), ProbeRequest.identityOnly());
    return requests;
  }

  @Override
  public Observation observe(Subject<SafeSpec> subject, SortedMap<HostName, HostReading> readings) {
    return switch (readings.get(host(subject))) {
      case HostReading.Silent(Diagnostic reason) -> new Observation.Unknown(reason);
      case HostReading.Answered _ -> {
        Value.Fields safe = there.get(subject.spec().host());
        yield safe == null
            ? new Observation.Absent(Value.Fields.empty())
            : new Observation.Present(
                kept(subject).map(secret -> safe.with(COMBINATION, secret)).orElse(safe));
      }
      case null -> throw new IllegalStateException("not read: " + subject.address());
    };
  }

  @Override
  public Expectation expect(
      Subject<SafeSpec> subject, Observation observed, SortedMap<HostName, HostReading> readings) {
    Value combination =
        kept(subject)
            .<Value>map(secret -> secret)
            .orElseGet(() -> new Value.Unknown(subject.address() + "." + COMBINATION));
    return Expectation.of(SpecWriter.write(subject.spec()).with(COMBINATION, combination));
  }

  @Override
  public List<Step> steps(Subject<SafeSpec> subject, Change change) {
    return switch (change) {
      case Change.Create _, Change.Update _, Change.Replace _ ->
          List.of(Step.on(host(subject), "put", "putting the safe", each -> put(subject, each)));
      case Change.Delete _ ->
          List.of(
              Step.on(
                  host(subject),
                  "take",
                  "taking the safe",
                  _ -> there.remove(subject.spec().host())));
      case Change.Adopt _, Change.Forget _, Change.NoOp _ -> List.of();
    };
  }

  private void put(Subject<SafeSpec> subject, StepContext context) {
    Vault.Place place = new Vault.Place(subject.address(), AttributePath.of(COMBINATION));
    kept(subject)
        .ifPresent(
            secret ->
                openedWith.put(
                    subject.spec().host(),
                    new String(context.vault().open(place, secret), StandardCharsets.UTF_8)));
    byte[] combination = ("left-right-" + subject.spec().host()).getBytes(StandardCharsets.UTF_8);
    context.output(COMBINATION, context.vault().seal(place, combination, kept(subject)));
    there.put(subject.spec().host(), context.after().without(COMBINATION));
  }

  private static Optional<Value.Sealed> kept(Subject<SafeSpec> subject) {
    return subject
        .recorded()
        .flatMap(recorded -> recorded.attributes().find(COMBINATION))
        .filter(Value.Sealed.class::isInstance)
        .map(Value.Sealed.class::cast);
  }

  private static HostName host(Subject<SafeSpec> subject) {
    return new HostName(subject.spec().host());
  }
}
