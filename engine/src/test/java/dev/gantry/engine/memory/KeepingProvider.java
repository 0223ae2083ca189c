package dev.gantry.engine.memory;

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
import dev.gantry.resources.value.AttributePath;
import dev.gantry.resources.value.Value;
import dev.gantry.state.Vault;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/**
 * The things of {@link MemoryProvider}, each with a secret: its id, which the state keeps sealed
 * and no machine tells.
 */
public record KeepingProvider(MemoryProvider things, String secret) implements Provider<ThingSpec> {
  @Override
  public Kind<ThingSpec> kind() {
    return things.kind();
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
    Optional<Value> id = subject.recorded().flatMap(recorded -> recorded.attributes().find("id"));
    return observed instanceof Observation.Present(Value.Fields now) && id.isPresent()
        ? new Observation.Present(now.with("id", id.get()))
        : observed;
  }

  @Override
  public Expectation expect(
      Subject<ThingSpec> subject, Observation observed, SortedMap<HostName, HostReading> readings) {
    return things.expect(subject, observed, readings);
  }

  @Override
  public List<Step> steps(Subject<ThingSpec> subject, Change change) {
    List<Step> steps = new ArrayList<>(things.steps(subject, change));
    if (change.outcome().isPresent() && !steps.isEmpty()) {
      Vault.Place place = new Vault.Place(subject.address(), AttributePath.of("id"));
      steps.add(
          Step.on(
              new HostName(subject.spec().host()),
              "seal",
              "sealing",
              context ->
                  context.output(
                      "id",
                      context
                          .vault()
                          .seal(
                              place, secret.getBytes(StandardCharsets.UTF_8), Optional.empty()))));
    }
    return steps;
  }
}
