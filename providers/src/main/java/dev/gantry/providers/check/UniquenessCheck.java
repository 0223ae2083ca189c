package dev.gantry.providers.check;

import dev.gantry.providers.facts.MachineFacts;
import dev.gantry.resources.address.HostName;
import dev.gantry.resources.kinds.node.CheckName;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;

/** What no two machines may share: copied images bring it with them. */
final class UniquenessCheck implements FleetCheck {
  /** In a container the product_uuid is that of the machine below. */
  private static final Set<String> CONTAINERS =
      new TreeSet<>(
          Set.of("docker", "lxc", "lxc-libvirt", "openvz", "podman", "rkt", "systemd-nspawn"));

  @Override
  public void look(SortedMap<HostName, CheckedHost> fleet, Findings findings) {
    shared(fleet, host -> Optional.of(host.facts().os().hostname()))
        .forEach(
            (host, others) ->
                findings.warning(
                    host,
                    CheckName.UNIQUE_HOSTNAME,
                    "the hostname " + host.facts().os().hostname() + with(others),
                    "nothing to do: apply sets it to " + NameCheck.wanted(host)));
    shared(fleet, UniquenessCheck::hardwareAddress)
        .forEach(
            (host, others) ->
                findings.error(
                    host,
                    CheckName.UNIQUE_MAC,
                    "the hardware address " + hardwareAddress(host).orElse("") + with(others),
                    "give each machine a network card with an address of its own"));
    shared(fleet, host -> Optional.of(host.identity().machineId()))
        .forEach(
            (host, others) ->
                findings.error(
                    host,
                    CheckName.UNIQUE_MACHINE_ID,
                    "the machine-id " + host.identity().machineId() + with(others),
                    "on all but one: rm /etc/machine-id; systemd-machine-id-setup; reboot"));
    shared(fleet, UniquenessCheck::productUuid)
        .forEach(
            (host, others) ->
                findings.error(
                    host,
                    CheckName.UNIQUE_PRODUCT_UUID,
                    "the product_uuid " + productUuid(host).orElse("") + with(others),
                    "make the virtual machines anew, or give each a UUID in its hypervisor"));
  }

  /** The machines that share a key, each with the others that have it. */
  private static SortedMap<CheckedHost, SortedSet<HostName>> shared(
      SortedMap<HostName, CheckedHost> fleet, Function<CheckedHost, Optional<String>> key) {
    SortedMap<String, SortedSet<HostName>> owners = new TreeMap<>();
    fleet
        .values()
        .forEach(
            host ->
                key.apply(host)
                    .filter(text -> !text.isBlank())
                    .ifPresent(
                        text ->
                            owners.computeIfAbsent(text, _ -> new TreeSet<>()).add(host.host())));
    SortedMap<CheckedHost, SortedSet<HostName>> shared =
        new TreeMap<>(Comparator.comparing(CheckedHost::host));
    for (SortedSet<HostName> hosts : owners.values()) {
      if (hosts.size() > 1) {
        hosts.forEach(
            host -> Optional.ofNullable(fleet.get(host)).ifPresent(it -> shared.put(it, hosts)));
      }
    }
    return shared;
  }

  private static String with(SortedSet<HostName> hosts) {
    List<String> names = hosts.stream().limit(5).map(HostName::value).toList();
    String rest =
        hosts.size() > names.size() ? " and " + (hosts.size() - names.size()) + " more" : "";
    return " is that of " + String.join(", ", names) + rest;
  }

  /** That of the link by which the cluster will reach the machine. */
  private static Optional<String> hardwareAddress(CheckedHost host) {
    MachineFacts.Network network = host.facts().network();
    Optional<String> link =
        network.addresses().stream()
            .filter(address -> address.address().equals(host.spec().address()))
            .map(MachineFacts.Address::link)
            .findFirst()
            .or(() -> network.defaultLinks().stream().findFirst());
    return link.flatMap(name -> Optional.ofNullable(network.hardware().get(name)));
  }

  private static Optional<String> productUuid(CheckedHost host) {
    return host.facts()
        .hardware()
        .productUuid()
        .filter(_ -> !CONTAINERS.contains(host.facts().hardware().virtualisation()));
  }
}
