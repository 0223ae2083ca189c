package dev.gantry.engine.spi;

import dev.gantry.resources.address.HostName;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The unit of work: a named, idempotent piece of a change, on one host or against one API. Running
 * it twice does what running it once does; a run that was cut off runs it again (law 6).
 *
 * @param id unique within its change and stable between runs: {@code install-packages:cp-1}
 * @param title for the live view, a verb phrase: {@code installing containerd}
 *     <p>More components than six: all but the action is what a plan says of a step.
 * @param host where it runs; steps of one host run one after another
 * @param order what it waits for of its own change
 * @param needs steps of other resources to wait for. Naming one replaces, for that resource, the
 *     rule that the first step waits for all of it
 * @param timeout for one try
 * @param attempts tries in all, with growing pauses, for failures that say they are retryable; at
 *     least 1
 */
public record Step(
    String id,
    String title,
    Optional<HostName> host,
    Order order,
    List<StepRef> needs,
    Duration timeout,
    int attempts,
    Action action) {
  public Step {
    needs = List.copyOf(needs);
  }

  /** What a step waits for of its own change. */
  public enum Order {
    /** All steps listed before it; all listed after it wait for it. */
    IN_TURN,

    /**
     * The step of its host listed before it, and the last one before it that is in turn: steps in
     * this order that stand next to each other are one chain a host, and the hosts run at once.
     */
    BY_HOST
  }

  /** A step in its turn with the usual limits: five minutes, three tries, no needs. */
  public static Step on(HostName host, String id, String title, Action action) {
    return new Step(
        id, title, Optional.of(host), Order.IN_TURN, List.of(), Duration.ofMinutes(5), 3, action);
  }

  /** The same step with another time limit for one try. */
  public Step within(Duration limit) {
    return new Step(id, title, host, order, needs, limit, attempts, action);
  }

  /** The same step, beside those of other hosts. */
  public Step byHost() {
    return new Step(id, title, host, Order.BY_HOST, needs, timeout, attempts, action);
  }

  /** The same step, waiting for steps of other resources. */
  public Step after(List<StepRef> refs) {
    return new Step(id, title, host, order, refs, timeout, attempts, action);
  }

  /** The same step, tried so many times in all. */
  public Step tried(int times) {
    return new Step(id, title, host, order, needs, timeout, times, action);
  }

  /** What a step does. */
  @FunctionalInterface
  public interface Action {
    /**
     * Runs once; called again for another try.
     *
     * @throws StepException when it could not be done
     * @throws InterruptedException when the run is stopped now
     */
    void run(StepContext context) throws StepException, InterruptedException;
  }
}
