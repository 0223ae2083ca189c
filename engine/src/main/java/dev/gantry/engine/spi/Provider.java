package dev.gantry.engine.spi;

import dev.gantry.engine.plan.Change;
import dev.gantry.engine.probe.HostReading;
import dev.gantry.engine.probe.ProbeRequest;
import dev.gantry.resources.address.HostName;
import dev.gantry.resources.diagnostic.Diagnostic;
import dev.gantry.resources.diagnostic.DiagnosticException;
import dev.gantry.resources.kind.Kind;
import dev.gantry.resources.value.Value;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/**
 * What makes a kind real. The engine calls, in this order: {@link #probe} for every resource, one
 * merged read a host, {@link #observe}, {@link #expect} for the desired ones, and {@link #steps}
 * for each change. All but the actions inside steps are pure functions of their arguments; a saved
 * plan relies on that. Safe for use by several threads.
 */
public interface Provider<S extends Record> {
  /** The kind that this provider makes real. */
  Kind<S> kind();

  /** What to ask which hosts to know all of this resource; the keys are the hosts it touches. */
  SortedMap<HostName, ProbeRequest> probe(Subject<S> subject);

  /**
   * What the machines say.
   *
   * @param readings an entry for every host that {@link #probe} named
   */
  Observation observe(Subject<S> subject, SortedMap<HostName, HostReading> readings);

  /**
   * What the attributes will be after apply. Called for desired resources whose observation is
   * known.
   */
  Expectation expect(
      Subject<S> subject, Observation observed, SortedMap<HostName, HostReading> readings);

  /**
   * The steps of a change, in the order in which they run but for those that are {@link
   * Step.Order#BY_HOST}; empty for changes that touch no machine. For a replacement: the steps that
   * remove, then the steps that create.
   *
   * @param subject for a delete, the resource as recorded
   */
  List<Step> steps(Subject<S> subject, Change change);

  /**
   * The queue in which a change takes its turn; empty for one that does not wait for others of its
   * kind. Of a queue's changes one runs at a time, in the plan's order, and when one fails those
   * behind it are not started: machines that are made anew one after another.
   */
  default Optional<String> queue(Subject<S> subject, Change change) {
    return Optional.empty();
  }

  /**
   * Whether this provider's steps use the vault. Then a plan is refused while the state has no way
   * to keep secrets, and a run begins only when the person's key is there and opens the state.
   */
  default boolean keepsSecrets() {
    return false;
  }

  /**
   * Finds out how what others made is to be declared. A pure function like the rest: it is called
   * with ever more readings until it has {@link Import.Found} it.
   *
   * @throws DiagnosticException with everything that stands against it
   */
  default Import importFrom(Import.Request request) {
    throw new DiagnosticException(
        Diagnostic.error(
                "cannot-import",
                "A " + kind().name() + " cannot be imported by itself",
                "Import the ControlPlane that it belongs to, or declare it: what is there as declared"
                    + " is taken over by apply.")
            .at(request.address()));
  }

  /** Attributes to record when all steps of a change are done, from what the steps told. */
  default Value.Fields settle(Value.Fields after, Value.Fields outputs) {
    return after.merge(outputs);
  }
}
