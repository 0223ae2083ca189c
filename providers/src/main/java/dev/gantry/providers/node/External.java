package dev.gantry.providers.node;

import dev.gantry.engine.probe.HostReading;
import dev.gantry.engine.spi.Subject;
import dev.gantry.resources.address.ResourceAddress;
import dev.gantry.resources.kind.SpecWriter;
import dev.gantry.resources.kinds.node.NodeSpec;
import dev.gantry.resources.value.Value;
import java.util.Optional;

/**
 * What {@code lifecycle: external} means: somebody else prepares the machine. Nothing of a Node's
 * is written on it, so it has no mark: it is there when it is the very machine that was recorded.
 * What Gantry may have left on it from another time is kept, and never compared.
 */
final class External {
  private External() {}

  /** Whether the Node is recorded as external, and this is the machine of then. */
  static boolean isThere(Subject<NodeSpec> subject, HostReading.Answered reading) {
    return Specs.recorded(subject).filter(NodeSpec::isExternal).isPresent()
        && Renamed.isItsMachine(subject, reading);
  }

  /** The attributes of a spec on a machine; of the machine's state only what is informational. */
  static Value.Fields attributes(
      Subject<NodeSpec> subject, NodeSpec spec, HostReading.Answered reading, HostFacts facts) {
    String hostname = Specs.hostname(subject.address().name(), spec);
    ResourceAddress marked = Renamed.from(subject, reading).orElse(subject.address());
    Value.Fields attributes =
        SpecWriter.write(spec)
            .with("hostname", Value.of(hostname))
            .with("facts", facts.asFields())
            .with("files", ManagedFiles.observed(reading))
            .with(
                "hostEntries",
                Value.ofTexts(
                    new HostsBlock(marked)
                        .entries(
                            reading
                                .file(HostsBlock.FILE)
                                .flatMap(HostReading.FileReading::content)
                                .orElse(""))))
            .with("mark", mark(reading))
            .with("kubernetes", NodeExpectation.kubernetes(subject.address().name(), spec))
            .with("services", Value.Fields.empty());
    Optional<String> carrier = Specs.networkInterface(spec, facts.network());
    return carrier.isPresent()
        ? attributes.with("networkInterface", Value.of(carrier.get()))
        : attributes;
  }

  /** Whose the machine is by its own mark; nobody's where it has none. */
  static Value mark(HostReading.Answered reading) {
    return Value.of(NodeMark.owner(reading).map(ResourceAddress::toString).orElse(""));
  }
}
