package dev.gantry.providers.node;

import dev.gantry.engine.probe.HostReading;
import dev.gantry.engine.spi.Subject;
import dev.gantry.providers.toml.TomlException;
import dev.gantry.resources.kind.SpecWriter;
import dev.gantry.resources.kinds.node.NodeSpec;
import dev.gantry.resources.kinds.node.RuntimeSpec;
import dev.gantry.resources.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

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
    return SpecWriter.write(base)
        .with("hostname", Value.of(facts.os().hostname()))
        .with("kernel", kernel())
        .with("packages", packages())
        .with("runtime", runtime())
        .with("facts", facts.asFields())
        .with("files", ManagedFiles.observed(reading))
        .with("hostEntries", hostEntries())
        .with("services", services(base, facts.software().service()));
  }

  /** The attribute {@code services} of a node whose runtime is in this state. */
  static Value.Fields services(NodeSpec spec, String state) {
    return Specs.hasContainerd(spec)
        ? Value.Fields.empty().with(ContainerdService.SERVICE, Value.of(state))
        : Value.Fields.empty();
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
    if (!Specs.hasContainerd(base)) {
      return fields;
    }
    Value.Fields seen =
        fields
            .with("packages", installed(base.runtime().packages()))
            .without("cgroupDriver")
            .without("sandboxImage")
            .without("settings");
    try {
      return configured(
          seen,
          ContainerdConfig.parse(content(ContainerdConfig.FILE), facts.software().containerd()));
    } catch (TomlException _) {
      return seen; // Nothing of it holds; NodeChecks tells why.
    }
  }

  private Value.Fields configured(Value.Fields seen, ContainerdConfig config) {
    Value.Fields runtime = seen;
    Optional<String> driver = config.cgroupDriver().map(NodeObserver::word);
    if (driver.isPresent()) {
      runtime = runtime.with("cgroupDriver", Value.of(driver.get()));
    }
    Optional<String> image = config.sandboxImage();
    if (image.isPresent()) {
      runtime = runtime.with("sandboxImage", Value.of(image.get()));
    }
    SortedMap<String, String> settings = new TreeMap<>();
    base.runtime()
        .settings()
        .forEach(
            (key, value) -> config.setting(key, value).ifPresent(now -> settings.put(key, now)));
    return runtime.with("settings", Value.ofTexts(settings));
  }

  private static String word(RuntimeSpec.CgroupDriver driver) {
    return driver.name().toLowerCase(Locale.ROOT);
  }

  private Value.Fields hostEntries() {
    return Value.ofTexts(new HostsBlock(subject.address()).entries(content(HostsBlock.FILE)));
  }

  private String content(String path) {
    return reading.file(path).flatMap(HostReading.FileReading::content).orElse("");
  }
}
