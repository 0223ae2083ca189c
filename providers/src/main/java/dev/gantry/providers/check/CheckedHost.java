package dev.gantry.providers.check;

import dev.gantry.engine.probe.HostReading;
import dev.gantry.providers.facts.KeyedLines;
import dev.gantry.providers.facts.MachineFacts;
import dev.gantry.providers.facts.Survey;
import dev.gantry.resources.address.HostName;
import dev.gantry.resources.kinds.node.NodeSpec;
import dev.gantry.state.HostIdentity;
import java.util.Optional;

/**
 * A machine that has answered, as the checks see it.
 *
 * @param applied whether Gantry has taken the machine before: what is on it is its own then
 */
record CheckedHost(
    HostName host, NodeSpec spec, boolean applied, HostIdentity identity, Answers answers) {

  /**
   * What it answered.
   *
   * @param own answers to {@code check.sh}
   * @param peers answers to {@code peers.sh}
   * @param clock how its clock stands to this machine's, where that was measured
   */
  record Answers(
      MachineFacts facts, KeyedLines own, KeyedLines peers, Optional<ClockOffset> clock) {}

  /** The machine; empty when it was not asked what the checks need, or could not tell. */
  static Optional<CheckedHost> of(
      HostName host,
      NodeSpec spec,
      boolean applied,
      HostReading.Answered reading,
      Optional<ClockOffset> clock) {
    return Survey.read(reading)
        .map(
            facts ->
                new CheckedHost(
                    host,
                    spec,
                    applied,
                    reading.identity(),
                    new Answers(
                        facts,
                        KeyedLines.of(reading, CheckProbe.OWN),
                        KeyedLines.of(reading, CheckProbe.PEERS),
                        clock)));
  }

  MachineFacts facts() {
    return answers.facts();
  }

  KeyedLines own() {
    return answers.own();
  }

  boolean isControlPlane() {
    return spec.role() == NodeSpec.Role.CONTROL_PLANE;
  }
}
