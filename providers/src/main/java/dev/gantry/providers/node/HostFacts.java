package dev.gantry.providers.node;

import dev.gantry.resources.value.Value;
import java.net.InetAddress;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** What a machine told the probe, parsed; what it did not tell is empty. */
record HostFacts(Os os, Hardware hardware, Network network, Kernel kernel, Software software) {

  /**
   * @param id of os-release: {@code debian}
   * @param pretty of os-release, for people
   * @param hostname as the kernel has it
   */
  record Os(String id, String pretty, String kernel, String arch, String hostname) {}

  /**
   * @param memoryMiB 0 when it could not be read
   */
  record Hardware(int cpus, long memoryMiB, Optional<String> productUuid) {}

  /**
   * @param interfaces their addresses by name, without prefix lengths; empty when they could not be
   *     read
   * @param defaultInterface the one with the default route, of IPv4 where both families have one
   */
  record Network(
      SortedMap<String, SortedSet<String>> interfaces, Optional<String> defaultInterface) {
    /** The addresses of all interfaces. */
    SortedSet<String> addresses() {
      SortedSet<String> all = new TreeSet<>();
      for (SortedSet<String> addresses : interfaces.values()) {
        all.addAll(addresses);
      }
      return all;
    }

    /** The interface that has an address. */
    Optional<String> carrier(InetAddress address) {
      return interfaces.entrySet().stream()
          .filter(link -> link.getValue().stream().anyMatch(own -> isSame(own, address)))
          .map(Map.Entry::getKey)
          .findFirst();
    }

    /** All of 127.0.0.0/8 is the machine itself, though it lists only 127.0.0.1. */
    private static boolean isSame(String own, InetAddress address) {
      return InetAddress.ofLiteral(own).equals(address)
          || (address.isLoopbackAddress() && own.equals("127.0.0.1"));
    }
  }

  /**
   * @param modules those that were asked for and are there, loaded or built in
   * @param sysctls those that were asked for and exist, white space made single
   * @param swaps devices and files in use as swap now
   * @param swapUnits systemd's swap units that are not masked
   * @param cgroup {@code v1} or {@code v2}
   */
  record Kernel(
      SortedSet<String> modules,
      SortedMap<String, String> sysctls,
      List<String> swaps,
      List<String> swapUnits,
      String cgroup) {}

  /**
   * @param packages versions by name, of those that were asked for and are installed
   * @param versions of the runtime's programs by name, of those that were asked for and answered
   * @param services states of the runtime's programs by name: {@link #RUNNING} or what it is
   *     instead
   * @param clock {@code synchronised}, {@code not synchronised} or {@code unknown}
   */
  record Software(
      SortedMap<String, String> packages,
      SortedMap<String, String> versions,
      SortedMap<String, String> services,
      String clock) {}

  /** A service that runs and starts at boot. */
  static final String RUNNING = "running";

  static final String SYNCHRONISED = "synchronised";
  static final String NOT_SYNCHRONISED = "not synchronised";

  /** The informational attribute {@code facts}. */
  Value.Fields asFields() {
    SortedMap<String, Value> facts = new TreeMap<>();
    facts.put("os", Value.of(os.pretty()));
    facts.put("kernel", Value.of(os.kernel()));
    facts.put("arch", Value.of(os.arch()));
    facts.put("cpus", Value.of(hardware.cpus()));
    facts.put("memoryMiB", Value.of(hardware.memoryMiB()));
    facts.put("cgroup", Value.of(kernel.cgroup()));
    facts.put("clock", Value.of(software.clock()));
    facts.put("addresses", Value.ofTexts(network.addresses()));
    hardware.productUuid().ifPresent(uuid -> facts.put("productUuid", Value.of(uuid)));
    network.defaultInterface().ifPresent(name -> facts.put("interface", Value.of(name)));
    for (Runtimes.Program program : Runtimes.all()) {
      Optional.ofNullable(software.versions().get(program.name()))
          .ifPresent(version -> facts.put(program.fact(), Value.of(version)));
    }
    return new Value.Fields(facts);
  }
}
