package dev.gantry.providers.facts;

import dev.gantry.engine.probe.HostReading;
import dev.gantry.engine.probe.ProbeRequest;
import dev.gantry.providers.host.Scripts;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Asks a machine what it is, as a part of a probe, and reads the answer. */
public final class Survey {
  private static final String NAME = "survey";
  private static final List<String> COMMAND =
      List.of("/bin/sh", "-c", Scripts.beside(Survey.class, "survey.sh"));

  private static final Pattern ADDRESS =
      Pattern.compile("\\d+: (\\S+)\\s+inet6? ([^ /]+)/(\\d{1,3})\\s.*");
  private static final Pattern LINK =
      Pattern.compile("\\d+: ([^:@ ]+)[@:].*link/ether ([0-9a-f:]{17}).*");
  private static final Pattern VERSION = Pattern.compile("v?(\\d+\\.\\d+(?:\\.\\d+)?\\S*)");
  private static final Pattern SECONDS = Pattern.compile("(\\d{1,12})(?:\\.(\\d{9}))?");

  /** A machine that tells more tells nonsense. */
  private static final int MOST_CPUS = 100_000;

  private Survey() {}

  /** The question; merged with others it costs no round trip of its own. */
  public static ProbeRequest request() {
    return new ProbeRequest(new TreeSet<>(), new TreeSet<>(), new TreeMap<>(Map.of(NAME, COMMAND)));
  }

  /** The facts; empty where the survey was not asked for or could not run. */
  public static Optional<MachineFacts> read(HostReading.Answered reading) {
    KeyedLines lines = KeyedLines.of(reading, NAME);
    return lines.values().isEmpty() ? Optional.empty() : Optional.of(read(lines));
  }

  static MachineFacts read(KeyedLines lines) {
    return new MachineFacts(
        system(lines), hardware(lines), network(lines), control(lines), software(lines));
  }

  /** A moment as {@code date +%s.%N} prints it; where nanoseconds are not known, the second. */
  public static Optional<Instant> moment(String printed) {
    Matcher matcher = SECONDS.matcher(printed);
    if (!matcher.lookingAt()) {
      return Optional.empty();
    }
    long nanos = matcher.group(2) == null ? 0 : Long.parseLong(matcher.group(2));
    return Optional.of(Instant.ofEpochSecond(Long.parseLong(matcher.group(1)), nanos));
  }

  private static MachineFacts.Os system(KeyedLines lines) {
    String id = unquoted(lines.first("os-ID").orElse("unknown"));
    return new MachineFacts.Os(
        id,
        unquoted(lines.first("os-VERSION_ID").orElse("")),
        unquoted(lines.first("os-PRETTY_NAME").orElse(id)),
        lines.first("kernel").orElse("unknown"),
        lines.first("hostname").orElse(""),
        lines.first("init").orElse("unknown"));
  }

  private static String unquoted(String value) {
    return value.replaceAll("^[\"']|[\"']$", "");
  }

  private static MachineFacts.Hardware hardware(KeyedLines lines) {
    return new MachineFacts.Hardware(
        lines.first("arch").orElse("unknown"),
        lines.number("cpus").filter(cpus -> cpus < MOST_CPUS).map(Math::toIntExact),
        lines.number("memory-kib").map(kib -> kib / 1024),
        lines.first("product-uuid").map(uuid -> uuid.toLowerCase(Locale.ROOT)),
        lines.first("virtualisation").orElse("unknown"));
  }

  private static MachineFacts.Network network(KeyedLines lines) {
    List<MachineFacts.Address> addresses = new ArrayList<>();
    for (String line : lines.all("address")) {
      Matcher matcher = ADDRESS.matcher(line);
      if (matcher.matches()) {
        addresses.add(
            new MachineFacts.Address(
                matcher.group(1), matcher.group(2), Integer.parseInt(matcher.group(3))));
      }
    }
    TreeMap<String, String> hardware = new TreeMap<>();
    for (String line : lines.all("link")) {
      Matcher matcher = LINK.matcher(line);
      if (matcher.matches()) {
        hardware.put(matcher.group(1), matcher.group(2));
      }
    }
    List<String> links =
        lines.all("link").stream()
            .map(line -> line.replaceFirst("^\\d+: ([^:@ ]+).*", "$1"))
            .toList();
    List<String> routes =
        lines.all("route").stream()
            .map(line -> line.replaceFirst(".*\\bdev (\\S+).*", "$1"))
            .distinct()
            .toList();
    return new MachineFacts.Network(addresses, hardware, links, routes);
  }

  private static MachineFacts.Control control(KeyedLines lines) {
    Optional<String> cgroup =
        lines.first("cgroup").map(type -> type.equals("cgroup2fs") ? "v2" : "v1");
    List<String> swaps =
        lines.all("swap").stream().map(line -> line.replaceFirst("\\s.*", "")).toList();
    return new MachineFacts.Control(cgroup, swaps, clock(lines));
  }

  private static MachineFacts.Clock clock(KeyedLines lines) {
    Optional<String> ntp = lines.first("ntp");
    Optional<String> chrony = lines.first("chrony");
    if (ntp.equals(Optional.of("yes")) || chrony.equals(Optional.of("Normal"))) {
      return MachineFacts.Clock.SYNCHRONISED;
    }
    return ntp.isPresent() || chrony.isPresent()
        ? MachineFacts.Clock.NOT_SYNCHRONISED
        : MachineFacts.Clock.UNKNOWN;
  }

  private static MachineFacts.Software software(KeyedLines lines) {
    TreeMap<String, String> versions = new TreeMap<>();
    lines
        .under("version-")
        .forEach(
            (program, printed) -> {
              Matcher matcher = VERSION.matcher(printed);
              if (matcher.find()) {
                versions.put(program, matcher.group(1));
              }
            });
    return new MachineFacts.Software(versions, lines.under("unit-"));
  }
}
