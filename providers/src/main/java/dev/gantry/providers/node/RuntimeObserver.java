package dev.gantry.providers.node;

import dev.gantry.providers.toml.TomlException;
import dev.gantry.resources.kind.SpecWriter;
import dev.gantry.resources.kinds.node.RuntimeSpec;
import dev.gantry.resources.value.Value;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;

/**
 * The attribute {@code runtime} as the runtime's file has it.
 *
 * @param base the runtime as it was applied
 * @param contents a file's text by its path, empty for none
 */
record RuntimeObserver(
    RuntimeSpec base, HostFacts.Software software, UnaryOperator<String> contents) {

  /**
   * The fields as they are.
   *
   * @param recorded as they were applied, for those that no file tells
   */
  Value.Fields seen(Value.Fields recorded) {
    Value.Fields seen =
        recorded
            .without("cgroupDriver")
            .without("sandboxImage")
            .without("dataRoot")
            .without("cni")
            .without("settings");
    return switch (base.type()) {
      case CONTAINERD -> containerd(seen);
      case DOCKER -> docker(seen);
      case NONE -> recorded;
    };
  }

  private Value.Fields containerd(Value.Fields seen) {
    try {
      ContainerdConfig config =
          ContainerdConfig.parse(
              contents.apply(ContainerdConfig.FILE),
              Optional.ofNullable(software.versions().get("containerd")));
      Value.Fields cni = Value.Fields.empty();
      cni = with(cni, "binDir", config.cni(ContainerdConfig.BIN_DIR));
      cni = with(cni, "confDir", config.cni(ContainerdConfig.CONF_DIR));
      Value.Fields runtime = seen.with("cni", cni);
      runtime = with(runtime, "cgroupDriver", config.cgroupDriver().map(RuntimeObserver::word));
      runtime = with(runtime, "sandboxImage", config.sandboxImage());
      runtime = with(runtime, "dataRoot", config.dataRoot());
      return runtime.with("settings", settings(base.settings(), config::setting));
    } catch (TomlException _) {
      return seen; // Nothing of it holds; RuntimeChecks tells why.
    }
  }

  /** Its network plugins and the pause image are in a file that is Gantry's alone. */
  private Value.Fields docker(Value.Fields seen) {
    Value.Fields recorded = SpecWriter.write(base);
    Value.Fields runtime =
        seen.with("cni", recorded.fields("cni"))
            .with("sandboxImage", Value.of(base.sandboxImage()))
            .without("logs")
            .without("dockerExtraArgs");
    Optional<DockerConfig> readable = DockerConfig.parse(contents.apply(DockerConfig.FILE));
    if (readable.isEmpty()) {
      return runtime;
    }
    DockerConfig config = readable.get();
    Value.Fields logs = with(Value.Fields.empty(), "maxSize", config.maxSize());
    if (config.maxFiles().isPresent()) {
      logs = logs.with("maxFiles", Value.of(config.maxFiles().get()));
    }
    runtime = with(runtime.with("logs", logs), "dataRoot", config.dataRoot());
    runtime = with(runtime, "cgroupDriver", config.cgroupDriver().map(RuntimeObserver::word));
    return runtime.with("dockerExtraArgs", settings(base.dockerExtraArgs(), config::setting));
  }

  private static Value.Fields with(Value.Fields fields, String name, Optional<String> text) {
    return text.isPresent() ? fields.with(name, Value.of(text.get())) : fields;
  }

  private static Value.Fields settings(
      Map<String, String> wanted, BiFunction<String, String, Optional<String>> find) {
    SortedMap<String, String> settings = new TreeMap<>();
    wanted.forEach((key, value) -> find.apply(key, value).ifPresent(now -> settings.put(key, now)));
    return Value.ofTexts(settings);
  }

  private static String word(RuntimeSpec.CgroupDriver driver) {
    return driver.name().toLowerCase(Locale.ROOT);
  }
}
