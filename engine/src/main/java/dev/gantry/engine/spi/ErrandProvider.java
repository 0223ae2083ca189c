package dev.gantry.engine.spi;

import dev.gantry.engine.plan.Change;
import dev.gantry.engine.probe.HostReading;
import dev.gantry.engine.probe.ProbeRequest;
import dev.gantry.resources.address.HostName;
import dev.gantry.resources.kind.Kind;
import dev.gantry.resources.value.Value;
import java.util.List;
import java.util.SortedMap;

/**
 * A kind's provider for one errand: a change of a resource to what is recorded of it means this
 * work. For the rest it is the usual one. As safe for use by several threads as its parts.
 */
public final class ErrandProvider<S extends Record> implements Provider<S> {
  private final Provider<S> usual;
  private final Work<S> work;

  /** What an errand is: the steps of a change, as {@link Provider#steps}. */
  @FunctionalInterface
  public interface Work<S extends Record> {
    /** A pure function of its arguments. */
    List<Step> steps(Subject<S> subject, Change change);
  }

  /**
   * @param usual the provider of this kind as it is applied
   */
  public ErrandProvider(Provider<S> usual, Work<S> work) {
    this.usual = usual;
    this.work = work;
  }

  @Override
  public Kind<S> kind() {
    return usual.kind();
  }

  @Override
  public SortedMap<HostName, ProbeRequest> probe(Subject<S> subject) {
    return usual.probe(subject);
  }

  @Override
  public Observation observe(Subject<S> subject, SortedMap<HostName, HostReading> readings) {
    return usual.observe(subject, readings);
  }

  @Override
  public Expectation expect(
      Subject<S> subject, Observation observed, SortedMap<HostName, HostReading> readings) {
    return usual.expect(subject, observed, readings);
  }

  @Override
  public boolean keepsSecrets() {
    return usual.keepsSecrets();
  }

  @Override
  public Value.Fields settle(Value.Fields after, Value.Fields outputs) {
    return usual.settle(after, outputs);
  }

  @Override
  public List<Step> steps(Subject<S> subject, Change change) {
    return work.steps(subject, change);
  }
}
