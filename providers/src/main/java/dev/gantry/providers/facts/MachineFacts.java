package dev.gantry.providers.facts;

import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** What a machine says of itself; what it does not tell is empty or {@code unknown}. */
public record MachineFacts(
    Os os, Hardware hardware, Network network, Control control, Software software) {

  /**
   * The system.
   *
   * @param id of os-release(5): {@code debian}
   * @param version of os-release: {@code 12}; empty for rolling releases
   * @param name of os-release, for people
   * @param kernel its release: {@code 6.1.0-18-amd64}
   * @param init the name of process 1
   */
  public record Os(
      String id, String version, String name, String kernel, String hostname, String init) {}

  /**
   * The machine.
   *
   * @param arch as {@code uname -m} prints it
   * @param productUuid in lower case
   * @param virtualisation as systemd-detect-virt(1) prints it
   */
  public record Hardware(
      String arch,
      Optional<Integer> cpus,
      Optional<Long> memoryMiB,
      Optional<String> productUuid,
      String virtualisation) {}

  /** An address of a link. */
  public record Address(String link, String address, int prefix) {}

  /**
   * The network.
   *
   * @param hardware Ethernet addresses by link
   * @param links names of all links
   * @param defaultLinks links with a default route, IPv4 before IPv6
   */
  public record Network(
      List<Address> addresses,
      SortedMap<String, String> hardware,
      List<String> links,
      List<String> defaultLinks) {
    public Network {
      addresses = List.copyOf(addresses);
      hardware = Collections.unmodifiableSortedMap(new TreeMap<>(hardware));
      links = List.copyOf(links);
      defaultLinks = List.copyOf(defaultLinks);
    }
  }

  /** Whether the clock follows a time source. */
  public enum Clock {
    SYNCHRONISED,
    NOT_SYNCHRONISED,
    UNKNOWN
  }

  /**
   * What the kernel controls.
   *
   * @param cgroup {@code v1} or {@code v2}
   * @param swaps devices and files in use as swap
   */
  public record Control(Optional<String> cgroup, List<String> swaps, Clock clock) {
    public Control {
      swaps = List.copyOf(swaps);
    }
  }

  /**
   * What is installed and runs.
   *
   * @param versions by program: containerd, runc, kubelet, kubeadm, kubectl
   * @param units states of those units that are not inactive: {@code active}, {@code failed}
   */
  public record Software(SortedMap<String, String> versions, SortedMap<String, String> units) {
    public Software {
      versions = Collections.unmodifiableSortedMap(new TreeMap<>(versions));
      units = Collections.unmodifiableSortedMap(new TreeMap<>(units));
    }
  }
}
