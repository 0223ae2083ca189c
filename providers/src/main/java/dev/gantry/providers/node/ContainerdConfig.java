package dev.gantry.providers.node;

import dev.gantry.providers.toml.TomlDocument;
import dev.gantry.providers.toml.TomlException;
import dev.gantry.providers.toml.TomlKey;
import dev.gantry.resources.kinds.node.RuntimeSpec;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * containerd's configuration file, of which Gantry sets a few values and keeps the rest. containerd
 * fills in its defaults for all that a file does not say, so an empty file is a good start.
 *
 * <p>Where a setting stands depends on the file's own version: 2 is containerd 1.x's and is read by
 * 2.x too, 3 is 2.x's (containerd's docs/cri/config.md). Not safe for use by several threads.
 */
final class ContainerdConfig {
  static final String BIN_DIR = "bin_dir";
  static final String CONF_DIR = "conf_dir";
  static final String FILE = "/etc/containerd/config.toml";
  private static final String HEADER =
      "# Gantry sets some of these values and keeps the others; comments are not kept.\n";
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  /** The key of {@link #dataRoot}. */
  static final String ROOT_KEY = "root";

  private static final TomlKey ROOT = TomlKey.of(ROOT_KEY);
  private static final TomlKey VERSION = TomlKey.of("version");
  private static final TomlKey DISABLED = TomlKey.of("disabled_plugins");
  private static final List<String> CRI = List.of("cri", "io.containerd.grpc.v1.cri");

  private final String text;
  private final TomlDocument document;
  private final ContainerdLayout layout;

  private ContainerdConfig(String text, TomlDocument document, ContainerdLayout layout) {
    this.text = text;
    this.document = document;
    this.layout = layout;
  }

  /**
   * Reads a file.
   *
   * @param containerd the installed version, which decides where the file does not
   * @throws TomlException when the file is not TOML
   */
  static ContainerdConfig parse(String text, Optional<String> containerd) throws TomlException {
    TomlDocument document = TomlDocument.parse(text);
    Optional<Integer> written = document.find(VERSION).map(JsonNode::asInt);
    int version = written.filter(number -> number > 1).orElse(fresh(containerd));
    return new ContainerdConfig(text, document, ContainerdLayout.of(version));
  }

  /** A file without a line. */
  static ContainerdConfig empty(Optional<String> containerd) {
    return new ContainerdConfig("", TomlDocument.empty(), ContainerdLayout.of(fresh(containerd)));
  }

  private static int fresh(Optional<String> containerd) {
    return containerd.filter(version -> version.startsWith("1.")).isPresent() ? 2 : 3;
  }

  /** Who manages the control groups; empty when the CRI plugin is turned off. */
  Optional<RuntimeSpec.CgroupDriver> cgroupDriver() {
    if (isCriDisabled()) {
      return Optional.empty();
    }
    boolean systemd =
        document
            .find(layout.runc("options", "SystemdCgroup"))
            .filter(JsonNode::asBoolean)
            .isPresent();
    return Optional.of(
        systemd ? RuntimeSpec.CgroupDriver.SYSTEMD : RuntimeSpec.CgroupDriver.CGROUPFS);
  }

  /** The folder of images and containers, where the file names one. */
  Optional<String> dataRoot() {
    return document.find(ROOT).map(JsonNode::asString);
  }

  /**
   * A folder of network plugins, where the file names it.
   *
   * @param field {@link #BIN_DIR} or {@link #CONF_DIR}
   */
  Optional<String> cni(String field) {
    return document.find(layout.cni(field)).map(JsonNode::asString);
  }

  /** The pause image, where the file names one. */
  Optional<String> sandboxImage() {
    return document.find(layout.sandboxImage()).map(JsonNode::asString);
  }

  /**
   * What the file has for a setting: the very text that is wanted where it means the same.
   *
   * @param key as a person writes it in {@code runtime.settings}
   */
  Optional<String> setting(String key, String wanted) {
    TomlKey at = layout.setting(TomlKey.parse(key));
    return document
        .find(at)
        .flatMap(now -> now.equals(value(wanted)) ? Optional.of(wanted) : document.text(at));
  }

  /**
   * The file's text with these settings; the very text that it was made from where it has them all.
   *
   * @param dropped settings that were Gantry's and are no longer wanted
   */
  String with(RuntimeSpec wanted, List<String> dropped) {
    Map<TomlKey, JsonNode> values = values(wanted);
    List<TomlKey> gone = new ArrayList<>();
    dropped.forEach(key -> gone.add(layout.setting(TomlKey.parse(key))));
    gone.removeAll(values.keySet());
    boolean isSo =
        !isCriDisabled()
            && gone.stream().noneMatch(key -> document.find(key).isPresent())
            && values.entrySet().stream()
                .allMatch(
                    value -> document.find(value.getKey()).equals(Optional.of(value.getValue())));
    if (isSo) {
      return text;
    }
    enableCri();
    gone.forEach(document::remove);
    values.forEach(document::set);
    return HEADER + document.write();
  }

  private Map<TomlKey, JsonNode> values(RuntimeSpec wanted) {
    Map<TomlKey, JsonNode> values = new LinkedHashMap<>();
    values.put(VERSION, value(String.valueOf(layout.version())));
    values.put(layout.sandboxImage(), NODES.stringNode(wanted.sandboxImage()));
    values.put(layout.cni(BIN_DIR), NODES.stringNode(wanted.cni().binDir()));
    values.put(layout.cni(CONF_DIR), NODES.stringNode(wanted.cni().confDir()));
    wanted.dataRoot().ifPresent(root -> values.put(ROOT, NODES.stringNode(root)));
    // A table of the file replaces containerd's default of the same runtime as a whole, so the type
    // must stand there too.
    JsonNode type =
        document
            .find(layout.runc("runtime_type"))
            .orElse(NODES.stringNode("io.containerd.runc.v2"));
    values.put(layout.runc("runtime_type"), type);
    values.put(
        layout.runc("options", "SystemdCgroup"),
        NODES.booleanNode(wanted.cgroupDriver() == RuntimeSpec.CgroupDriver.SYSTEMD));
    wanted
        .settings()
        .forEach((key, text) -> values.put(layout.setting(TomlKey.parse(key)), value(text)));
    return values;
  }

  private boolean isCriDisabled() {
    return document
        .find(DISABLED)
        .filter(list -> list.valueStream().anyMatch(ContainerdConfig::isCri))
        .isPresent();
  }

  /** Docker's package of containerd ships with the CRI plugin turned off. */
  private void enableCri() {
    if (isCriDisabled()) {
      List<JsonNode> others =
          document
              .find(DISABLED)
              .orElseThrow()
              .valueStream()
              .filter(plugin -> !isCri(plugin))
              .toList();
      document.set(DISABLED, NODES.arrayNode().addAll(others));
    }
  }

  private static boolean isCri(JsonNode plugin) {
    return CRI.contains(plugin.asString(""));
  }

  /** What is no TOML value was refused at plan time; here it is text. */
  private static JsonNode value(String text) {
    try {
      return TomlDocument.value(text);
    } catch (TomlException _) {
      return NODES.stringNode(text);
    }
  }
}
