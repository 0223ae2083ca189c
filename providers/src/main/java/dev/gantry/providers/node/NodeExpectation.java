package dev.gantry.providers.node;

import dev.gantry.engine.spi.Subject;
import dev.gantry.resources.kind.SpecWriter;
import dev.gantry.resources.kinds.node.NodeSpec;
import dev.gantry.resources.value.Value;
import java.util.SortedMap;

/** A Node's attributes as they will be once it is applied. */
final class NodeExpectation {
  private NodeExpectation() {}

  /** The desired spec with all that follows from it on this machine. */
  static Value.Fields of(Subject<NodeSpec> subject, HostFacts facts) {
    NodeSpec spec = subject.spec();
    Value.Fields written = SpecWriter.write(spec);
    SortedMap<String, String> sysctls = Sysctls.wanted(spec, facts.kernel());
    return written
        .with("hostname", Value.of(Specs.hostname(subject.address().name(), spec)))
        .with("kernel", written.fields("kernel").with("sysctls", Value.ofTexts(sysctls)))
        .with("facts", facts(spec, facts))
        .with("files", ManagedFiles.expected(spec.kernel().modules(), sysctls))
        .with("hostEntries", Value.ofTexts(Specs.hostEntries(subject)))
        .with("services", NodeObserver.services(spec, HostFacts.RUNNING));
  }

  private static Value.Fields facts(NodeSpec spec, HostFacts facts) {
    Value.Fields now = facts.asFields();
    return Specs.hasContainerd(spec) && facts.software().containerd().isEmpty()
        ? now.with("containerd", new Value.Unknown("the package that will be installed"))
        : now;
  }
}
