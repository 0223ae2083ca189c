package dev.gantry.engine.memory;

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
import dev.gantry.resources.kind.Kind;
import dev.gantry.resources.value.AttributePath;
import dev.gantry.resources.value.Value;
import dev.gantry.state.Vault;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeSet;

/** The things of {@link MemoryProvider}, each with a secret that no machine tells. */
public record KeepingProvider(MemoryProvider things, String secret) implements Provider<ThingSpec> {
  /** The attribute that holds it. */
  public static final String SECRET = "secret";

  private static final Kind<ThingSpec> KIND =
      new Kind<>(
          "Thing",
          ThingSpec.class,
          1,
          "Something in memory with a secret.",
          new TreeSet<>(List.of("id", "facts", SECRET)),
          new TreeSet<>(List.of("facts")),
          (_, _, _, _) -> {});

  @Override
  public Kind<ThingSpec> kind() {
    return KIND;
  }

  @Override
  public boolean keepsSecrets() {
    return true;
  }

  @Override
  public SortedMap<HostName, ProbeRequest> probe(Subject<ThingSpec> subject) {
    return things.probe(subject);
  }

  @Override
  public Observation observe(
      Subject<ThingSpec> subject, SortedMap<HostName, HostReading> readings) {
    Observation observed = things.observe(subject, readings);
    Optional<Value> kept = kept(subject);
    return observed instanceof Observation.Present(Value.Fields now) && kept.isPresent()
        ? new Observation.Present(now.with(SECRET, kept.get()))
        : observed;
  }

  @Override
  public Expectation expect(
      Subject<ThingSpec> subject, Observation observed, SortedMap<HostName, HostReading> readings) {
    Value secret =
        kept(subject).orElseGet(() -> new Value.Unknown(subject.address() + "." + SECRET));
    return Expectation.of(
        things.expect(subject, observed, readings).attributes().with(SECRET, secret));
  }

  /** The secret first: what is written to machines may depend on it. */
  @Override
  public List<Step> steps(Subject<ThingSpec> subject, Change change) {
    List<Step> steps = new ArrayList<>(things.steps(subject, change));
    if (change.outcome().isPresent() && !steps.isEmpty()) {
      steps.addFirst(
          Step.on(
              new HostName(subject.spec().host()), "seal", "sealing", each -> seal(subject, each)));
    }
    return steps;
  }

  private void seal(Subject<ThingSpec> subject, StepContext context) {
    Vault.Place place = new Vault.Place(subject.address(), AttributePath.of(SECRET));
    Optional<Value.Sealed> before = kept(subject).map(Value.Sealed.class::cast);
    byte[] bytes = secret.getBytes(StandardCharsets.UTF_8);
    context.output(SECRET, context.vault().seal(place, bytes, before));
  }

  private static Optional<Value> kept(Subject<ThingSpec> subject) {
    return subject.recorded().flatMap(recorded -> recorded.attributes().find(SECRET));
  }
}
