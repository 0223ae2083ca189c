package dev.gantry.engine.planner;

import dev.gantry.engine.spi.Step;
import dev.gantry.resources.address.HostName;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the steps of one change wait for among themselves. Between a step that is in its turn and
 * the next such one lies one chain a host, so that edges grow with the steps and never with pairs
 * of hosts.
 */
final class Chains {
  private List<Integer> turn;
  private final Map<Optional<HostName>, Integer> hosts = new LinkedHashMap<>();

  /**
   * @param before what the first steps wait for
   */
  Chains(List<Integer> before) {
    this.turn = before;
  }

  /** What the step waits for, should it be the next. */
  List<Integer> before(Step step) {
    return switch (step.order()) {
      case IN_TURN -> last();
      case BY_HOST -> {
        Integer earlier = hosts.get(step.host());
        yield earlier == null ? turn : List.of(earlier);
      }
    };
  }

  /** The step is the next, as this operation. */
  void add(Step step, int operation) {
    switch (step.order()) {
      case IN_TURN -> {
        hosts.clear();
        turn = List.of(operation);
      }
      case BY_HOST -> hosts.put(step.host(), operation);
    }
  }

  /** What waits for all steps so far waits for these. */
  List<Integer> last() {
    return hosts.isEmpty() ? turn : List.copyOf(hosts.values());
  }
}
