package dev.gantry.providers.node;

import dev.gantry.engine.spi.Subject;
import dev.gantry.resources.kind.SpecReader;
import dev.gantry.resources.kind.SpecWriter;
import dev.gantry.resources.kinds.node.KubernetesNode;
import dev.gantry.resources.kinds.node.NodeSpec;
import dev.gantry.resources.value.CanonicalJson;
import dev.gantry.resources.value.Value;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** A Node's attributes as they will be once it is applied. */
final class NodeExpectation {
  private NodeExpectation() {}

  private static final String LATER = "fields of the node that only apply will tell";

  /** The desired spec with all that follows from it on this machine. */
  static Value.Fields of(Subject<NodeSpec> subject, HostFacts facts) {
    NodeSpec spec = subject.spec();
    Value.Fields written = SpecWriter.write(spec);
    SortedMap<String, String> sysctls = Sysctls.wanted(spec, facts.kernel());
    Value.Fields runtime =
        written
            .fields("runtime")
            .with("packages", Value.ofTexts(spec.runtime().packageNames()))
            .with("dockerExtraArgs", Value.ofTexts(DockerConfig.extraArgs(spec.runtime())));
    Value.Fields expected =
        written
            .with("hostname", Value.of(Specs.hostname(subject.address().name(), spec)))
            .with("kernel", written.fields("kernel").with("sysctls", Value.ofTexts(sysctls)))
            .with("facts", facts(spec, facts))
            .with("files", ManagedFiles.expected(spec, sysctls))
            .with("hostEntries", Value.ofTexts(Specs.hostEntries(subject)))
            .with("mark", Value.of(subject.address().toString()))
            .with("kubernetes", kubernetes(subject.address().name(), spec))
            .with("runtime", runtime)
            .with("services", NodeObserver.services(spec, _ -> HostFacts.RUNNING));
    Optional<String> carrier = Specs.networkInterface(spec, facts.network());
    return carrier.isPresent() ? expected.with("networkInterface", text(carrier.get())) : expected;
  }

  /** What follows from fields alone, once all of them are known; nothing of what is gone. */
  static Value.Fields settled(Value.Fields after) {
    if (after.find("hostname").isEmpty()) {
      return after;
    }
    NodeSpec spec = SpecReader.read(NodeSpec.class, after);
    if (spec.isExternal()) {
      return after.with("kubernetes", kubernetes(after.text("hostname").orElseThrow(), spec));
    }
    String name = after.text("hostname").orElseThrow();
    SortedMap<String, String> sysctls = new TreeMap<>(spec.kernel().sysctls());
    Value.Fields settled =
        after
            .with("files", ManagedFiles.expected(spec, sysctls))
            .with("kubernetes", kubernetes(name, spec));
    return spec.interface_().isPresent()
        ? settled.with("networkInterface", Value.of(spec.interface_().get()))
        : settled;
  }

  /** Values that are not known yet, in whatever texts they stand, make the whole unknown. */
  static Value kubernetes(String name, NodeSpec spec) {
    Value.Fields fields = KubernetesNode.of(name, spec).asFields();
    return CanonicalJson.compact(fields).contains(SpecReader.PLACEHOLDER)
        ? new Value.Unknown(LATER)
        : fields;
  }

  private static Value text(String text) {
    return text.equals(SpecReader.PLACEHOLDER) ? new Value.Unknown(LATER) : Value.of(text);
  }

  private static Value.Fields facts(NodeSpec spec, HostFacts facts) {
    Value.Fields now = facts.asFields();
    for (Runtimes.Program program : Runtimes.of(spec.runtime().type())) {
      if (!facts.software().versions().containsKey(program.name())) {
        now = now.with(program.fact(), new Value.Unknown("the package that will be installed"));
      }
    }
    return now;
  }
}
