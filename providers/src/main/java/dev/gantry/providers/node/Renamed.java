package dev.gantry.providers.node;

import dev.gantry.engine.probe.HostReading;
import dev.gantry.engine.spi.Subject;
import dev.gantry.resources.address.ResourceAddress;
import dev.gantry.resources.kinds.node.NodeKind;
import dev.gantry.resources.kinds.node.NodeSpec;
import java.util.Optional;

/**
 * Tells a Node that got another name in state and configuration from one that stands for a machine
 * of somebody else. It is the same Node when the state knows this very machine under its name, and
 * nothing has the name that the machine is marked with any more.
 */
final class Renamed {
  private Renamed() {}

  /** The name that the machine still has the Node by; empty when it is no other. */
  static Optional<ResourceAddress> from(Subject<NodeSpec> subject, HostReading.Answered reading) {
    return NodeMark.owner(reading)
        .filter(marked -> !marked.equals(subject.address()))
        .filter(marked -> marked.kind().equals(subject.address().kind()))
        .filter(marked -> !subject.known().all(NodeKind.KIND).containsKey(marked.name()))
        .filter(_ -> isItsMachine(subject, reading));
  }

  /** Whether the state knows this very machine as the Node's. */
  static boolean isItsMachine(Subject<NodeSpec> subject, HostReading.Answered reading) {
    return subject
        .recorded()
        .filter(
            recorded ->
                recorded.hosts().values().stream()
                    .anyMatch(known -> known.machineId().equals(reading.identity().machineId())))
        .isPresent();
  }
}
