package dev.gantry.providers.node;

import dev.gantry.resources.kinds.node.RuntimeSpec;
import dev.gantry.resources.kinds.node.RuntimeSpec.CgroupDriver;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.core.util.DefaultIndenter;
import tools.jackson.core.util.DefaultPrettyPrinter;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Docker's configuration file, of which Gantry sets a few values and keeps the rest. All of
 * dockerd's flags have a key in it (docs.docker.com, dockerd), so that it serves on every
 * distribution, whichever file of options its unit reads.
 */
final class DockerConfig {
  static final String FILE = "/etc/docker/daemon.json";

  /**
   * Pods have their own network: Docker's bridge is nobody's, and its packet filter would drop what
   * is forwarded between nodes.
   */
  private static final SortedMap<String, String> FOR_KUBERNETES =
      new TreeMap<>(Map.of("bridge", "none", "ip6tables", "false", "iptables", "false"));

  private static final JsonMapper JSON = new JsonMapper();
  private static final String DRIVER = "native.cgroupdriver=";
  private static final Pattern SIZE = Pattern.compile("([0-9]+)([kmg])");
  private static final String UNITS = "kmg";

  private final String text;
  private final ObjectNode root;

  private DockerConfig(String text, ObjectNode root) {
    this.text = text;
    this.root = root;
  }

  /** Reads a file, of which blank text is an empty one; empty when it is not a JSON object. */
  static Optional<DockerConfig> parse(String text) {
    if (text.isBlank()) {
      return Optional.of(empty());
    }
    try {
      return JSON.readTree(text) instanceof ObjectNode root
          ? Optional.of(new DockerConfig(text, root))
          : Optional.empty();
    } catch (JacksonException _) {
      return Optional.empty();
    }
  }

  /** A file without a value. */
  static DockerConfig empty() {
    return new DockerConfig("", JSON.createObjectNode());
  }

  /** The settings of a node: what Kubernetes needs, unless a person gives it another value. */
  static SortedMap<String, String> extraArgs(RuntimeSpec runtime) {
    SortedMap<String, String> args = new TreeMap<>();
    if (runtime.type() == RuntimeSpec.Type.DOCKER) {
      args.putAll(FOR_KUBERNETES);
      args.putAll(runtime.dockerExtraArgs());
    }
    return args;
  }

  /** Who manages the control groups, where the file says so. */
  Optional<CgroupDriver> cgroupDriver() {
    return root.path("exec-opts")
        .valueStream()
        .map(option -> option.asString(""))
        .filter(option -> option.startsWith(DRIVER))
        .findFirst()
        .map(
            option ->
                option.equals(DRIVER + "systemd") ? CgroupDriver.SYSTEMD : CgroupDriver.CGROUPFS);
  }

  /** The folder of images and containers, where the file names one. */
  Optional<String> dataRoot() {
    return found("data-root").map(node -> node.asString(""));
  }

  /** The largest size of a log file, in the units of {@code runtime.logs}. */
  Optional<String> maxSize() {
    return found("log-opts.max-size")
        .map(
            node -> {
              Matcher size = SIZE.matcher(node.asString(""));
              return size.matches()
                  ? size.group(1) + "KMG".charAt(UNITS.indexOf(size.group(2))) + "i"
                  : node.asString("");
            });
  }

  /** How many log files there are; empty when the file says nothing that is a number. */
  Optional<Integer> maxFiles() {
    return found("log-opts.max-file")
        .map(node -> node.asString(""))
        .filter(count -> count.matches("[0-9]{1,9}"))
        .map(Integer::valueOf);
  }

  /** What the file has for a setting: the very text that is wanted where it means the same. */
  Optional<String> setting(String key, String wanted) {
    return found(key).map(now -> now.equals(value(wanted)) ? wanted : now.toString());
  }

  /**
   * The file's text with these settings; the very text that it was made from where it has them all.
   *
   * @param dropped keys that were Gantry's and are no longer wanted
   */
  String with(RuntimeSpec wanted, List<String> dropped) {
    ObjectNode next = root.deepCopy();
    dropped.forEach(key -> remove(next, parts(key)));
    wanted.dataRoot().ifPresent(folder -> next.put("data-root", folder));
    next.set("exec-opts", execOptions(wanted.cgroupDriver()));
    next.put("log-driver", "json-file");
    set(next, "log-opts.max-size", text(dockerSize(wanted.logs().maxSize())));
    set(next, "log-opts.max-file", text(String.valueOf(wanted.logs().maxFiles())));
    wanted.dockerExtraArgs().forEach((key, value) -> set(next, key, value(value)));
    return next.equals(root) ? text : write(next);
  }

  private static String write(ObjectNode tree) {
    DefaultPrettyPrinter printer =
        new DefaultPrettyPrinter().withObjectIndenter(new DefaultIndenter("  ", "\n"));
    return JSON.writer().with(printer).writeValueAsString(tree) + "\n";
  }

  private ArrayNode execOptions(CgroupDriver driver) {
    ArrayNode options = JSON.createArrayNode();
    root.path("exec-opts")
        .valueStream()
        .filter(option -> !option.asString("").startsWith(DRIVER))
        .forEach(options::add);
    return options.add(DRIVER + (driver == CgroupDriver.SYSTEMD ? "systemd" : "cgroupfs"));
  }

  /** {@code 100Mi} as Docker writes it: {@code 100m}, which are the same bytes. */
  private static String dockerSize(String size) {
    int digits = size.length() - 2;
    return digits > 0 ? size.substring(0, digits) + UNITS.charAt(unit(size)) : size;
  }

  private static int unit(String size) {
    return Math.max(0, "KMG".indexOf(size.charAt(size.length() - 2)));
  }

  private static JsonNode text(String value) {
    return JSON.getNodeFactory().stringNode(value);
  }

  /** What starts like a JSON list, group or text and is none was refused at plan time. */
  private static JsonNode value(String written) {
    try {
      JsonNode node = JSON.readTree(written);
      return node.isMissingNode() || node.isNull() ? text(written) : node;
    } catch (JacksonException _) {
      return text(written);
    }
  }

  /** Whether a value begins as JSON's lists, groups and texts do, and is none. */
  static boolean isBroken(String written) {
    try {
      JSON.readTree(written);
      return false;
    } catch (JacksonException _) {
      return !written.isEmpty() && "\"[{".indexOf(written.charAt(0)) >= 0;
    }
  }

  private Optional<JsonNode> found(String key) {
    JsonNode at = root;
    for (String part : parts(key)) {
      at = at.path(part);
    }
    return at.isMissingNode() ? Optional.empty() : Optional.of(at);
  }

  private static List<String> parts(String key) {
    return Arrays.asList(key.split("\\.", -1));
  }

  /** Groups on the way are made, and a value that stands in the way is replaced. */
  private static void set(ObjectNode root, String key, JsonNode value) {
    List<String> parts = parts(key);
    ObjectNode group = root;
    for (String part : parts.subList(0, parts.size() - 1)) {
      group = group.path(part) instanceof ObjectNode below ? below : group.putObject(part);
    }
    group.set(parts.getLast(), value);
  }

  private static void remove(ObjectNode group, List<String> parts) {
    if (parts.size() == 1) {
      group.remove(parts.getFirst());
    } else if (group.path(parts.getFirst()) instanceof ObjectNode below) {
      remove(below, parts.subList(1, parts.size()));
      if (below.isEmpty()) {
        group.remove(parts.getFirst());
      }
    }
  }
}
