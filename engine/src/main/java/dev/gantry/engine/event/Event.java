package dev.gantry.engine.event;

import dev.gantry.resources.address.HostName;
import dev.gantry.resources.address.ResourceAddress;
import dev.gantry.resources.diagnostic.Diagnostic;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What happens during a run, as it happens. Renderers and the journal listen to the same events.
 */
public sealed interface Event {
  /** When it happened. */
  Instant at();

  /** A host is being read. */
  record ProbeStarted(HostName host, Instant at) implements Event {}

  /** A host was read, or did not answer. */
  record ProbeEnded(HostName host, boolean answered, Duration took, Instant at) implements Event {}

  /** The first step of a resource is about to start. */
  record ResourceStarted(ResourceAddress address, String action, int steps, Instant at)
      implements Event {}

  /** A step is about to start. */
  record StepStarted(
      ResourceAddress address,
      String action,
      String step,
      String title,
      Optional<HostName> host,
      Instant at)
      implements Event {}

  /** A step tells what it is at. */
  record StepProgress(ResourceAddress address, String step, String message, Instant at)
      implements Event {}

  /** A try failed and another will follow. */
  record StepRetrying(
      ResourceAddress address,
      String step,
      int attempt,
      Duration pause,
      Diagnostic reason,
      Instant at)
      implements Event {}

  /** A step is done. */
  record StepDone(ResourceAddress address, String step, Duration took, Instant at)
      implements Event {}

  /** A step failed for good. */
  record StepFailed(ResourceAddress address, String step, Diagnostic reason, Instant at)
      implements Event {}

  /** Everything of a resource is done and recorded. */
  record ResourceDone(ResourceAddress address, String action, Duration took, Instant at)
      implements Event {}

  /**
   * Steps of the resource failed, and none of its others runs any more.
   *
   * @param reasons one for each host where a step failed; at least one
   */
  record ResourceFailed(
      ResourceAddress address, String action, List<Diagnostic> reasons, Instant at)
      implements Event {
    public ResourceFailed {
      reasons = List.copyOf(reasons);
    }
  }

  /** Something that the resource waits for failed, or the run was stopped before its turn. */
  record ResourceSkipped(ResourceAddress address, String action, String because, Instant at)
      implements Event {}
}
