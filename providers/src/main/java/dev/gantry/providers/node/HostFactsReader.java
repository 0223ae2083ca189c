package dev.gantry.providers.node;

import dev.gantry.engine.probe.HostReading;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Parses the answer to {@link NodeProbe}. Output of another form than expected tells nothing. */
final class HostFactsReader {
  private static final JsonMapper JSON = new JsonMapper();
  private static final Pattern VERSION = Pattern.compile("\\bv?(\\d+\\.\\d+\\.\\d+[^\\s,]*)");

  private final HostReading.Answered reading;

  private HostFactsReader(HostReading.Answered reading) {
    this.reading = reading;
  }

  /**
   * The facts of a machine.
   *
   * @param sysctls the keys that were asked for
   */
  static HostFacts read(HostReading.Answered reading, Collection<String> sysctls) {
    HostFactsReader reader = new HostFactsReader(reading);
    return new HostFacts(
        reader.os(),
        reader.hardware(),
        reader.network(),
        reader.kernel(sysctls),
        reader.software());
  }

  private HostFacts.Os os() {
    SortedMap<String, String> release = properties(stdout(NodeProbe.OS));
    String[] uname = line(NodeProbe.UNAME).split(" ", -1);
    return new HostFacts.Os(
        release.getOrDefault("ID", ""),
        release.getOrDefault("PRETTY_NAME", release.getOrDefault("ID", "unknown")),
        uname.length > 1 ? uname[1] : "unknown",
        uname.length > 2 ? uname[2] : "unknown",
        line(NodeProbe.HOSTNAME));
  }

  private HostFacts.Hardware hardware() {
    String uuid = line(NodeProbe.PRODUCT_UUID);
    return new HostFacts.Hardware(
        (int) number(line(NodeProbe.CPUS)),
        number(line(NodeProbe.MEMORY)) / 1024,
        uuid.isEmpty() ? Optional.empty() : Optional.of(uuid));
  }

  private HostFacts.Network network() {
    SortedMap<String, SortedSet<String>> interfaces = new TreeMap<>();
    for (JsonNode link : json(NodeProbe.ADDRESSES)) {
      SortedSet<String> addresses = new TreeSet<>();
      for (JsonNode address : link.path("addr_info")) {
        addresses.add(address.path("local").asString(""));
      }
      addresses.remove("");
      interfaces.put(link.path("ifname").asString(""), addresses);
    }
    return new HostFacts.Network(
        interfaces, defaultInterface(NodeProbe.ROUTE).or(() -> defaultInterface(NodeProbe.ROUTE6)));
  }

  private Optional<String> defaultInterface(String routes) {
    return json(routes)
        .valueStream()
        .map(route -> route.path("dev").asString(""))
        .filter(name -> !name.isEmpty())
        .findFirst();
  }

  private HostFacts.Kernel kernel(Collection<String> sysctls) {
    SortedMap<String, String> byPath = new TreeMap<>();
    for (String line : stdout(NodeProbe.SYSCTLS).lines().toList()) {
      int colon = line.indexOf(':');
      if (colon > 0) {
        byPath.merge(line.substring(0, colon), line.substring(colon + 1), (a, b) -> a + " " + b);
      }
    }
    SortedMap<String, String> live = new TreeMap<>();
    for (String key : sysctls) {
      Optional.ofNullable(byPath.get(Sysctls.path(key)))
          .ifPresent(value -> live.put(key, Sysctls.normal(value)));
    }
    return new HostFacts.Kernel(
        KernelModules.printed(stdout(NodeProbe.MODULES)),
        live,
        words(stdout(NodeProbe.SWAPS).lines().skip(1).toList(), 0),
        swapUnits(stdout(NodeProbe.SWAP_UNITS)),
        line(NodeProbe.CGROUP).equals("cgroup2fs") ? "v2" : "v1");
  }

  /** The units of {@code systemctl list-unit-files} that would turn swap on at boot. */
  static List<String> swapUnits(String listed) {
    return words(listed.lines().filter(line -> !line.contains(" masked")).toList(), 0);
  }

  private HostFacts.Software software() {
    SortedMap<String, String> packages = new TreeMap<>();
    for (String tool : List.of(NodeProbe.DPKG, NodeProbe.RPM)) {
      for (String line : stdout(tool).lines().toList()) {
        String[] words = line.split(" ", -1);
        if (words.length == 3 && words[0].equals("installed")) {
          packages.put(words[1], words[2]);
        }
      }
    }
    SortedMap<String, String> versions = new TreeMap<>();
    SortedMap<String, String> services = new TreeMap<>();
    for (Runtimes.Program program : Runtimes.all()) {
      version(stdout(program.versionProbe()))
          .ifPresent(version -> versions.put(program.name(), version));
      services.put(program.name(), service(properties(stdout(program.unitProbe()))));
    }
    return new HostFacts.Software(packages, versions, services, clock());
  }

  /** The version in what a program prints for {@code --version}. */
  static Optional<String> version(String output) {
    Matcher version = VERSION.matcher(output);
    return version.find() ? Optional.of(version.group(1)) : Optional.empty();
  }

  private static String service(SortedMap<String, String> unit) {
    if (!unit.getOrDefault("LoadState", "not-found").equals("loaded")) {
      return "not installed";
    }
    String active = unit.getOrDefault("ActiveState", "unknown");
    String runs = active.equals("active") ? HostFacts.RUNNING : active;
    return unit.getOrDefault("UnitFileState", "").startsWith("enabled")
        ? runs
        : runs + ", not started at boot";
  }

  private String clock() {
    if (line(NodeProbe.TIMEDATECTL).equals("yes")
        || stdout(NodeProbe.CHRONY).contains(": Normal")) {
      return HostFacts.SYNCHRONISED;
    }
    return line(NodeProbe.TIMEDATECTL).equals("no") || !stdout(NodeProbe.CHRONY).isBlank()
        ? HostFacts.NOT_SYNCHRONISED
        : "unknown";
  }

  private String stdout(String command) {
    return reading.command(command).map(HostReading.Output::stdout).orElse("");
  }

  private String line(String command) {
    return stdout(command).lines().findFirst().orElse("").strip();
  }

  private JsonNode json(String command) {
    try {
      String text = stdout(command);
      return text.isBlank() ? JSON.createArrayNode() : JSON.readTree(text);
    } catch (JacksonException _) {
      return JSON.createArrayNode();
    }
  }

  private static long number(String text) {
    String digits = text.replaceAll("\\D", "");
    return digits.isEmpty() || digits.length() > 18 ? 0 : Long.parseLong(digits);
  }

  private static List<String> words(List<String> lines, int position) {
    List<String> words = new ArrayList<>();
    for (String line : lines) {
      String[] parts = line.strip().split("\\s+", -1);
      if (parts.length > position && !parts[position].isEmpty()) {
        words.add(parts[position]);
      }
    }
    return words;
  }

  /** Lines of {@code KEY=value}, quotes around values dropped. */
  private static SortedMap<String, String> properties(String text) {
    SortedMap<String, String> properties = new TreeMap<>();
    for (String line : text.lines().toList()) {
      int equals = line.indexOf('=');
      if (equals > 0) {
        properties.put(
            line.substring(0, equals), line.substring(equals + 1).replaceAll("^[\"']|[\"']$", ""));
      }
    }
    return properties;
  }
}
