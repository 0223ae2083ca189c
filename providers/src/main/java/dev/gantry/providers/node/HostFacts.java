package dev.gantry.providers.node;

import dev.gantry.resources.value.Value;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;

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
   * @param addresses of all interfaces, without prefix lengths; empty when they could not be read
   * @param defaultInterface the one with the default route
   */
  record Network(SortedSet<String> addresses, Optional<String> defaultInterface) {}

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
   * @param containerd its version
   * @param service containerd's state, as {@link #RUNNING} or what it is instead
   * @param clock {@code synchronised}, {@code not synchronised} or {@code unknown}
   */
  record Software(
      SortedMap<String, String> packages,
      Optional<String> containerd,
      String service,
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
    software.containerd().ifPresent(version -> facts.put("containerd", Value.of(version)));
    return new Value.Fields(facts);
  }
}
