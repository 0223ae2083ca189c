package dev.gantry.providers.vip;

import dev.gantry.engine.probe.HostReading;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a member answered, as far as a VIP is concerned.
 *
 * @param services by unit, {@code active, enabled} or what it is instead
 * @param versions of the programs that are installed, by name
 */
record HostFacts(
    List<Address> addresses,
    SortedMap<String, String> services,
    SortedMap<String, String> versions) {
  private static final Pattern VERSION = Pattern.compile("([0-9]+\\.[0-9]+[^ ,/]*)");

  /** An address on an interface; {@code prefix} in bits. */
  record Address(String networkInterface, InetAddress ip, int prefix) {
    /** Whether the other address lies in this one's subnet. */
    boolean covers(InetAddress other) {
      byte[] own = ip.getAddress();
      byte[] theirs = other.getAddress();
      if (own.length != theirs.length) {
        return false;
      }
      for (int bit = 0; bit < prefix; bit++) {
        int mask = 0x80 >> (bit % 8);
        if ((own[bit / 8] & mask) != (theirs[bit / 8] & mask)) {
          return false;
        }
      }
      return true;
    }
  }

  /** Reads what {@link VipProbe} asked. */
  static HostFacts of(HostReading.Answered reading) {
    SortedMap<String, String> versions = new TreeMap<>();
    version(reading, VipProbe.HAPROXY_VERSION).ifPresent(found -> versions.put("haproxy", found));
    version(reading, VipProbe.KEEPALIVED_VERSION)
        .ifPresent(found -> versions.put("keepalived", found));
    return new HostFacts(
        addresses(reading.command(VipProbe.ADDRESSES).map(HostReading.Output::stdout).orElse("")),
        services(reading.command(VipProbe.SERVICES).map(HostReading.Output::stdout).orElse("")),
        versions);
  }

  /** Reads {@code ip -o address}: {@code 2: eth0 inet 10.0.0.1/24 brd …}. */
  static List<Address> addresses(String text) {
    List<Address> addresses = new ArrayList<>();
    for (String line : text.split("\n", -1)) {
      String[] words = line.trim().split("\\s+", -1);
      if (words.length >= 4 && (words[2].equals("inet") || words[2].equals("inet6"))) {
        address(words[1], words[3]).ifPresent(addresses::add);
      }
    }
    return addresses;
  }

  private static Optional<Address> address(String networkInterface, String cidr) {
    int slash = cidr.indexOf('/');
    String literal = slash < 0 ? cidr : cidr.substring(0, slash);
    try {
      InetAddress ip = InetAddress.ofLiteral(literal);
      int prefix =
          slash < 0 ? ip.getAddress().length * 8 : Integer.parseInt(cidr.substring(slash + 1));
      return Optional.of(new Address(networkInterface, ip, prefix));
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }

  /** Reads {@code systemctl show}: blocks of {@code Key=value}, one a unit. */
  static SortedMap<String, String> services(String text) {
    SortedMap<String, String> services = new TreeMap<>();
    for (String block : text.split("\n\n", -1)) {
      SortedMap<String, String> fields = new TreeMap<>();
      for (String line : block.split("\n", -1)) {
        int equals = line.indexOf('=');
        if (equals > 0) {
          fields.put(line.substring(0, equals), line.substring(equals + 1));
        }
      }
      String unit = fields.getOrDefault("Id", "");
      if (!unit.isEmpty()) {
        services.put(unit, fields.getOrDefault("ActiveState", "unknown") + ", " + enabled(fields));
      }
    }
    return services;
  }

  private static String enabled(SortedMap<String, String> fields) {
    String state = fields.getOrDefault("UnitFileState", "");
    return state.isEmpty() ? "not installed" : state;
  }

  private static Optional<String> version(HostReading.Answered reading, String command) {
    return reading
        .command(command)
        .flatMap(
            output -> {
              Matcher matcher = VERSION.matcher(output.stdout() + output.stderr());
              return matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
            });
  }

  /** Whether the host has this address now. */
  boolean has(InetAddress ip) {
    return addresses.stream().anyMatch(address -> address.ip().equals(ip));
  }
}
