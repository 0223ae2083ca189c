package dev.gantry.providers.node;

import dev.gantry.engine.probe.HostReading;
import dev.gantry.engine.spi.Subject;
import dev.gantry.resources.address.ResourceAddress;
import dev.gantry.resources.kind.SpecWriter;
import dev.gantry.resources.kinds.node.KubernetesNode;
import dev.gantry.resources.kinds.node.NodeSpec;
import dev.gantry.resources.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/**
 * A Node's attributes as the machine has them. Fields that no machine can tell (labels, how to
 * reach it) are as they were recorded. What the machine is compared by is what was applied, not
 * what is desired now: a parameter that is newly wanted is not there yet, whatever its value.
 */
final class NodeObserver {
  private final Subject<NodeSpec> subject;
  private final HostReading.Answered reading;
  private final HostFacts facts;
  private final NodeSpec base;

  NodeObserver(Subject<NodeSpec> subject, HostReading.Answered reading, HostFacts facts) {
    this.subject = subject;
    this.reading = reading;
    this.facts = facts;
    this.base = Specs.recorded(subject).orElse(subject.spec());
  }

  /** Spec fields and computed attributes. */
  Value.Fields attributes() {
    if (base.isExternal() && subject.spec().isExternal()) {
      return External.attributes(subject, base, reading, facts);
    }
    Value.Fields seen =
        SpecWriter.write(base)
            .with("hostname", Value.of(facts.os().hostname()))
            .with("kernel", kernel())
            .with("packages", packages())
            .with("runtime", runtime())
            .with("facts", facts.asFields())
            .with("files", ManagedFiles.observed(reading))
            .with("hostEntries", hostEntries())
            .with(
                "mark", base.isExternal() ? External.mark(reading) : Value.of(marked().toString()))
            .with("kubernetes", KubernetesNode.of(facts.os().hostname(), base).asFields())
            .with(
                "services",
                services(
                    base, name -> facts.software().services().getOrDefault(name, "not installed")));
    Optional<String> carrier = Specs.networkInterface(base, facts.network());
    return carrier.isPresent() ? seen.with("networkInterface", Value.of(carrier.get())) : seen;
  }

  /** The attribute {@code services} of a node whose runtime's programs are in these states. */
  static Value.Fields services(NodeSpec spec, UnaryOperator<String> states) {
    Value.Fields services = Value.Fields.empty();
    for (Runtimes.Program program : Runtimes.of(spec.runtime().type())) {
      services = services.with(program.name(), Value.of(states.apply(program.name())));
    }
    return services;
  }

  private Value.Fields kernel() {
    List<String> modules = new ArrayList<>(KernelModules.parse(content(KernelModules.FILE)));
    modules.retainAll(facts.kernel().modules());
    SortedMap<String, String> kept = Sysctls.parse(content(Sysctls.FILE));
    SortedMap<String, String> sysctls = new TreeMap<>();
    kept.forEach((key, value) -> live(key).ifPresent(now -> sysctls.put(key, now)));
    return Value.Fields.empty()
        .with("modules", Value.ofTexts(modules))
        .with("sysctls", Value.ofTexts(sysctls))
        .with("swapOff", Value.of(base.kernel().swapOff() && isSwapOff()));
  }

  /** The value that a kept parameter has now; one that was not asked for is as its file says. */
  private Optional<String> live(String key) {
    Optional<String> now = Optional.ofNullable(facts.kernel().sysctls().get(key));
    return NodeProbe.sysctls(subject).contains(key)
        ? now
        : Optional.ofNullable(Sysctls.parse(content(Sysctls.FILE)).get(key));
  }

  private boolean isSwapOff() {
    return facts.kernel().swaps().isEmpty()
        && facts.kernel().swapUnits().isEmpty()
        && !Fstab.hasSwap(content(Fstab.FILE));
  }

  private Value.Fields packages() {
    return Value.Fields.empty()
        .with("install", installed(base.packages().install()))
        .with(
            "files",
            Value.ofTexts(
                base.packages().files().stream()
                    .filter(file -> PackageFile.of(file).isInstalled(facts.software()))
                    .toList()));
  }

  private Value installed(List<String> names) {
    return Value.ofTexts(
        names.stream().filter(name -> facts.software().packages().containsKey(name)).toList());
  }

  private Value.Fields runtime() {
    Value.Fields fields = SpecWriter.write(base).fields("runtime");
    return switch (base.runtime().type()) {
      case NONE -> fields;
      case CONTAINERD, DOCKER ->
          new RuntimeObserver(base.runtime(), facts.software(), this::content)
              .seen(fields.with("packages", installed(base.runtime().packageNames())));
    };
  }

  private Value.Fields hostEntries() {
    return Value.ofTexts(new HostsBlock(marked()).entries(content(HostsBlock.FILE)));
  }

  /** Whose the machine is by its own mark: a Node that was renamed is there by its old name. */
  private ResourceAddress marked() {
    return Renamed.from(subject, reading).orElse(subject.address());
  }

  private String content(String path) {
    return reading.file(path).flatMap(HostReading.FileReading::content).orElse("");
  }
}
