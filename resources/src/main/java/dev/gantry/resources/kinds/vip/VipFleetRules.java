package dev.gantry.resources.kinds.vip;

import dev.gantry.resources.kind.Problems;
import dev.gantry.resources.value.AttributePath;
import java.net.InetAddress;
import java.util.Optional;
import java.util.SortedMap;

/** What no two VIPs of a configuration may share. Each clash is told at the later of the two. */
final class VipFleetRules {
  private VipFleetRules() {}

  static void check(String name, VipSpec spec, SortedMap<String, VipSpec> all, Problems problems) {
    all.headMap(name)
        .forEach(
            (other, theirs) -> {
              checkAddress(spec, other, theirs, problems);
              if (spec.mode() == VipSpec.Mode.KEEPALIVED
                  && theirs.mode() == VipSpec.Mode.KEEPALIVED) {
                checkNodes(spec, other, theirs, problems);
                checkRouterId(spec, other, theirs, problems);
              }
            });
  }

  private static void checkAddress(VipSpec spec, String other, VipSpec theirs, Problems problems) {
    Optional<InetAddress> address = IpAddresses.literal(spec.address());
    if (address.isPresent() && address.equals(IpAddresses.literal(theirs.address()))) {
      problems.error(
          AttributePath.of("address"),
          "vip-address-twice",
          spec.address() + " is the address of VIP/" + other + " too",
          "Give every VIP its own address; one VIP can forward several ports (`extraPorts`).");
    }
  }

  private static void checkNodes(VipSpec spec, String other, VipSpec theirs, Problems problems) {
    for (int i = 0; i < spec.nodes().size(); i++) {
      if (theirs.nodes().contains(spec.nodes().get(i))) {
        problems.error(
            AttributePath.of("nodes").index(i),
            "vip-shares-node",
            "Node/" + spec.nodes().get(i) + " carries VIP/" + other + " already",
            "A machine runs one haproxy and one keepalived. Forward more ports with that VIP's"
                + " `extraPorts`, or use other nodes.");
      }
    }
  }

  private static void checkRouterId(VipSpec spec, String other, VipSpec theirs, Problems problems) {
    Optional<InetAddress> ours = IpAddresses.literal(spec.address());
    Optional<InetAddress> address = IpAddresses.literal(theirs.address());
    boolean near =
        ours.isPresent() && address.isPresent() && IpAddresses.nearby(ours.get(), address.get());
    if (spec.vrrp().routerId() == theirs.vrrp().routerId() && near) {
      problems.error(
          AttributePath.of("vrrp", "routerId"),
          "vrrp-router-id-twice",
          "VRID " + spec.vrrp().routerId() + " is that of VIP/" + other + " too",
          "A virtual router id is unique on its network segment, and both addresses look like one"
              + " segment. Set another `vrrp.routerId`, 1 to 255, on one of them.");
    }
  }
}
